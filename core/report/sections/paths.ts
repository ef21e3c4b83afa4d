import { literal } from '#core/query/literal.ts';
import { number, records, told } from '../cells.ts';
import { COLOURS, NARROW } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';

/** Ways that are drawn: the most trodden. */
const MOST = 15;
/** Characters of a page's path in the plot; the table has all of it. */
const LONGEST = { desk: 34, telephone: 14 };

interface Way {
  readonly from: string;
  readonly to: string;
  readonly learners: number;
  readonly times: number;
}

/** From which page to which learners go. */
export async function paths(course: string, ask: Ask): Promise<Section> {
  const ways = records(
    await ask(`SELECT from_page, to_page, learners, transitions FROM paths
WHERE course = ${literal(course)}
ORDER BY learners DESC, transitions DESC, from_page, to_page
LIMIT ${MOST}`),
  ).map(
    (row): Way => ({
      from: String(row['from_page']),
      to: String(row['to_page']),
      learners: number(row['learners']),
      times: number(row['transitions']),
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
      grid: { left: 8, right: 32, top: 8, bottom: 8 },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: ways.map(({ from, to }) => `${short(from, width)} → ${short(to, width)}`),
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

/** The end of a path tells more than its beginning. */
function short(path: string, width: number): string {
  const longest = width < NARROW ? LONGEST.telephone : LONGEST.desk;
  return path.length <= longest ? path : `…${path.slice(1 - longest)}`;
}
