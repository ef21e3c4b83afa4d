import { literal } from '#core/query/literal.ts';
import { eventsShown, learnersShown, number, records, told } from '../cells.ts';
import { COLOURS, NARROW } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';

/** Ways that are drawn: the most trodden. */
const MOST = 15;
/** Characters of a page's name in the plot; the table has all of it. */
const LONGEST = { desk: 22, telephone: 11 };
/** Width of a character in the plot, CSS pixels. */
const CHARACTER = 6.4;
/** Where a visit begins, there is no page before. */
const BEGINNING = '(begin)';

interface Way {
  readonly from: string;
  readonly to: string;
  readonly learners: number;
  readonly times: number;
}

/** From which page to which learners go. */
export async function paths(course: string, ask: Ask): Promise<Section> {
  const ways = records(
    await ask(`SELECT from_page, to_page, learners, moves FROM paths
WHERE course = ${literal(course)}
ORDER BY learners DESC, moves DESC, from_page, to_page
LIMIT ${MOST}`),
  ).map(
    (row): Way => ({
      from: row['from_page'] === null ? BEGINNING : String(row['from_page']),
      to: String(row['to_page']),
      learners: learnersShown(number(row['learners'])) ?? 0,
      times: eventsShown(number(row['moves']), number(row['learners'])) ?? 0,
    }),
  );
  return {
    id: 'paths',
    title: 'Paths through the course',
    lead: 'From which page to which learners went within one visit. Pages are path templates; :x stands for a part that is hidden.',
    figures: ways.length === 0 ? [] : [figure(ways)],
    note: 'No step from one page to another was made by ten learners or more.',
  };
}

function figure(ways: readonly Way[]): Figure {
  const [first] = ways;
  return {
    title: 'The most trodden steps',
    description: `${told(ways.length)} steps. The most trodden, from ${first?.from ?? ''} to ${first?.to ?? ''}, was made by ${told(first?.learners ?? 0)} learners.`,
    height: 60 + 26 * ways.length,
    option: (width) => ({
      // Nothing here can measure text; a character of this size is about six pixels wide.
      grid: {
        left: Math.min(width * 0.6, 16 + CHARACTER * longestLabel(ways, width)),
        right: 32,
        top: 8,
        bottom: 28,
        outerBoundsMode: 'none',
      },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: ways.map((way) => label(way, width)),
        axisLabel: { fontSize: width < NARROW ? 9 : 11 },
      },
      series: [
        {
          type: 'bar',
          data: ways.map(({ learners }) => learners),
          itemStyle: { color: COLOURS.third },
          label: { show: true, position: 'right' },
        },
      ],
    }),
    data: {
      head: ['from', 'to', 'learners', 'times'],
      rows: ways.map(({ from, to, learners, times }) => [from, to, learners, times]),
    },
  };
}

function label({ from, to }: Way, width: number): string {
  return `${short(from, width)} → ${short(to, width)}`;
}

function longestLabel(ways: readonly Way[], width: number): number {
  return Math.max(...ways.map((way) => label(way, width).length));
}

/** A page's name, short enough for a plot: without what all pages of a course share, long ids by their beginnings. */
function short(page: string, width: number): string {
  const longest = width < NARROW ? LONGEST.telephone : LONGEST.desk;
  const own = page
    .replace(/^\/courses?\/[^/]+\/(?:courseware\/)?/, '')
    .replace(/[0-9a-f]{12,}|[a-z2-7]{28}/g, (id) => `${id.slice(0, 4)}…`);
  return own.length <= longest ? own : `…${own.slice(1 - longest)}`;
}
