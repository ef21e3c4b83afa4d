import { literal } from '#core/query/literal.ts';
import { LEAST_LEARNERS, OF_LEARNERS } from '#core/query/small-groups.ts';
import { learnersShown, number, percent, records, told } from '../cells.ts';
import { COLOURS, NARROW } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';

const WEEK = `CAST(date_trunc('week', CAST(time AS DATE)) AS DATE)`;
const WEEK_MS = 7 * 86_400_000;

/** When learners are there, and when they leave. */
export async function engagement(course: string, ask: Ask): Promise<Section> {
  const where = `course = ${literal(course)} AND ${OF_LEARNERS} AND learner IS NOT NULL`;
  const active = records(
    await ask(`SELECT ${WEEK} AS week, count(DISTINCT learner) AS learners FROM events WHERE ${where} GROUP BY ${WEEK} ORDER BY week`),
  ).map(countOf);
  const leaving = records(
    await ask(`SELECT week, count(*) AS learners
FROM (SELECT learner, max(${WEEK}) AS week FROM events WHERE ${where} GROUP BY learner) AS ends
GROUP BY week ORDER BY week`),
  ).map(countOf);
  return {
    id: 'engagement',
    title: 'Engagement and drop-off',
    lead: 'A learner is active in a week (Monday to Sunday, UTC) with an event in it, and stays until her last event.',
    figures: [weekly(active), staying(leaving)],
  };
}

interface Count {
  readonly week: string;
  readonly learners: number;
}

function countOf(row: Readonly<Record<string, unknown>>): Count {
  return { week: String(row['week']), learners: number(row['learners']) };
}

function weekly(active: readonly Count[]): Figure {
  const weeks = active.map(({ week, learners }) => ({ week, learners: learnersShown(learners) }));
  const most = Math.max(0, ...weeks.map(({ learners }) => learners ?? 0));
  return {
    title: 'Learners active each week',
    description: `${told(weeks.length)} weeks; at most ${told(most)} learners in one.`,
    height: 240,
    option: (width) => ({
      grid: { left: 8, right: 12, top: 16, bottom: 8 },
      xAxis: { type: 'category', data: weeks.map(({ week }) => week), axisLabel: { hideOverlap: true, rotate: width < NARROW ? 40 : 0 } },
      yAxis: { type: 'value', minInterval: 1 },
      series: [{ type: 'bar', data: weeks.map(({ learners }) => learners ?? '-'), itemStyle: { color: COLOURS.main } }],
    }),
    data: { head: ['week from', 'learners'], rows: weeks.map(({ week, learners }) => [week, learners]) },
  };
}

export interface Step {
  /** Monday of the week at whose beginning so many were still to come again. */
  readonly week: string;
  readonly learners: number;
}

/**
 * How many learners have an event in a week or after it. A step is drawn only where ten or more have left since the one before:
 * the difference of two numbers shown is a group of learners, too. The last step is left out if those who are left are too few.
 */
export function stayingSteps(leaving: readonly Count[]): readonly Step[] {
  let left = leaving.reduce((total, { learners }) => total + learners, 0);
  const first = leaving[0];
  if (first === undefined || left < LEAST_LEARNERS) return [];
  const steps: Step[] = [{ week: first.week, learners: left }];
  let since = 0;
  for (const { week, learners } of leaving) {
    since += learners;
    left -= learners;
    if (since < LEAST_LEARNERS || left < LEAST_LEARNERS) continue;
    steps.push({ week: new Date(Date.parse(week) + WEEK_MS).toISOString().slice(0, 10), learners: left });
    since = 0;
  }
  return steps;
}

function staying(leaving: readonly Count[]): Figure {
  const steps = stayingSteps(leaving).map(({ week, learners }) => ({ week, learners: learnersShown(learners) ?? 0 }));
  const all = steps[0]?.learners ?? 0;
  const last = steps.at(-1);
  const levels = weeksBetween(leaving[0]?.week, leaving.at(-1)?.week).map((week) => ({
    week,
    learners: steps.findLast((step) => step.week <= week)?.learners ?? all,
  }));
  return {
    title: 'Learners who have not left yet',
    description:
      `Of ${told(all)} learners, ${told(last?.learners ?? 0)} (${percent(all === 0 ? 0 : (last?.learners ?? 0) / all)}) ` +
      `still came in the week from ${last?.week ?? ''} or later. A step is drawn where at least ten learners have left since the one before.`,
    height: 240,
    option: (width) => ({
      grid: { left: 8, right: 12, top: 16, bottom: 8 },
      xAxis: { type: 'category', data: levels.map(({ week }) => week), axisLabel: { hideOverlap: true, rotate: width < NARROW ? 40 : 0 } },
      yAxis: { type: 'value', min: 0, minInterval: 1 },
      series: [
        {
          type: 'line',
          step: 'middle',
          data: levels.map(({ learners }) => learners),
          symbolSize: 6,
          itemStyle: { color: COLOURS.second },
          lineStyle: { color: COLOURS.second, width: 2 },
          areaStyle: { color: COLOURS.second, opacity: 0.12 },
        },
      ],
    }),
    data: { head: ['week from', 'learners still to come'], rows: steps.map(({ week, learners }) => [week, learners]) },
  };
}

/** Every Monday from one to the other. */
function weeksBetween(first: string | undefined, last: string | undefined): readonly string[] {
  if (first === undefined || last === undefined) return [];
  const count = Math.round((Date.parse(last) - Date.parse(first)) / WEEK_MS) + 1;
  return Array.from({ length: count }, (_, n) => new Date(Date.parse(first) + n * WEEK_MS).toISOString().slice(0, 10));
}
