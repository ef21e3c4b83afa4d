import { literal } from '#core/query/literal.ts';
import { OF_LEARNERS } from '#core/query/small-groups.ts';
import { eventsShown, learnersShown, number, records, told } from '../cells.ts';
import { COLOURS, NARROW } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';

interface Day {
  readonly day: string;
  readonly events: number | null;
  readonly learners: number | null;
}

/** How alive the course is, day by day. */
export async function activity(course: string, ask: Ask): Promise<Section> {
  const answer = await ask(`SELECT CAST(time AS DATE) AS day, count(*) AS events, count(DISTINCT learner) AS learners
FROM events WHERE course = ${literal(course)} AND ${OF_LEARNERS}
GROUP BY CAST(time AS DATE) ORDER BY day`);
  const days = everyDay(
    records(answer).map((row) => {
      const learners = number(row['learners']);
      return { day: String(row['day']), events: eventsShown(number(row['events']), learners), learners: learnersShown(learners) };
    }),
  );
  return {
    id: 'activity',
    title: 'Activity over time',
    lead: 'Events of learners, and learners with an event, on each day (UTC).',
    figures: [figure('Learners a day', 'learners', days, COLOURS.main), figure('Events a day', 'events', days, COLOURS.second)],
  };
}

/** The days between the others on which nobody was seen: told like those of a few, so that a gap says no more than that. */
function everyDay(days: readonly Day[]): readonly Day[] {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  const known = new Map(days.map((one) => [one.day, one]));
  const all: Day[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    all.push(known.get(day) ?? { day, events: null, learners: null });
  }
  return all;
}

function figure(title: string, what: 'events' | 'learners', days: readonly Day[], colour: string): Figure {
  const values = days.map((day) => day[what]);
  const given = values.filter((value) => value !== null);
  const most = Math.max(0, ...given);
  const busiest = days.find((day) => day[what] === most)?.day ?? '';
  const withheld = values.length - given.length;
  return {
    title,
    description:
      `${told(days.length)} days from ${days[0]?.day ?? ''} to ${days.at(-1)?.day ?? ''}; most on ${busiest}: ${told(most)} ${what}.` +
      (withheld === 0 ? '' : ` ${told(withheld)} days with fewer than ten learners, or none, are left empty.`),
    height: 240,
    option: (width) => ({
      grid: { left: 8, right: 12, top: 16, bottom: 8 },
      xAxis: { type: 'category', data: days.map(({ day }) => day), axisLabel: { hideOverlap: true, rotate: width < NARROW ? 40 : 0 } },
      yAxis: { type: 'value', minInterval: 1 },
      series: [{ type: 'bar', data: values.map((value) => value ?? '-'), itemStyle: { color: colour }, barCategoryGap: '20%' }],
    }),
    data: { head: ['day', what], rows: days.map((day) => [day.day, day[what]]) },
  };
}
