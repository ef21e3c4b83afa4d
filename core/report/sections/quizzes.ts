import { literal } from '#core/query/literal.ts';
import { enough, OF_LEARNERS } from '#core/query/small-groups.ts';
import { isExtreme, learnersShown, number, percent, records, shareShown, told } from '../cells.ts';
import { COLOURS } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';
import { numbered } from './numbered.ts';

interface Item {
  readonly name: string;
  readonly id: string;
  readonly learners: number;
  /** Share of learners whose first answer was right. */
  readonly right: number;
  /** Correlation of being right here with the share right in all other items, to a tenth; null where nearly all or nearly none were right. */
  readonly discrimination: number | null;
}

/** How hard the problems are, and how well they tell learners apart. First answers only. */
export async function quizzes(course: string, ask: Ask): Promise<Section> {
  const answer = await ask(`WITH answers AS (
  SELECT learner, object_id AS item, CASE WHEN success THEN 1e0 ELSE 0e0 END AS is_right, time,
    row_number() OVER (PARTITION BY learner, object_id ORDER BY time, event_id) AS nth
  FROM events
  WHERE course = ${literal(course)} AND ${OF_LEARNERS} AND category = 'assessment' AND success IS NOT NULL
    AND learner IS NOT NULL AND object_id IS NOT NULL
), firsts AS (
  SELECT learner, item, is_right, time,
    sum(is_right) OVER (PARTITION BY learner) - is_right AS other_right, count(*) OVER (PARTITION BY learner) - 1 AS others
  FROM answers WHERE nth = 1
)
SELECT item, count(DISTINCT learner) AS learners, round(avg(is_right), 4) AS share_right,
  CASE WHEN min(is_right) < max(is_right) AND min(elsewhere) < max(elsewhere) THEN round(corr(is_right, elsewhere), 4) END AS discrimination,
  min(time) AS since
FROM (SELECT learner, item, is_right, time, CASE WHEN others > 0 THEN other_right / others END AS elsewhere FROM firsts) AS beside
GROUP BY item
${enough()}
ORDER BY since, item`);
  const items = numbered('Q', records(answer)).map(({ name, row }): Item => {
    const correlation = number(row['discrimination']);
    const right = number(row['share_right']);
    return {
      name,
      id: String(row['item']),
      learners: learnersShown(number(row['learners'])) ?? 0,
      right: shareShown(right),
      // Adding nothing turns -0 into 0.
      discrimination: Number.isFinite(correlation) && !isExtreme(right) ? Math.round(10 * correlation) / 10 + 0 : null,
    };
  });
  return {
    id: 'quizzes',
    title: 'Problems: difficulty and discrimination',
    lead: 'Of each problem, the share of learners whose first answer was right, and how that goes with being right elsewhere.',
    figures: items.length === 0 ? [] : [figure(items)],
    note: 'No problem was answered by ten learners or more.',
  };
}

function figure(items: readonly Item[]): Figure {
  const placed = items.filter(({ discrimination }) => discrimination !== null);
  const hardest = items.reduce((a, b) => (b.right < a.right ? b : a));
  const easiest = items.reduce((a, b) => (b.right > a.right ? b : a));
  const weak = placed.filter(({ discrimination }) => (discrimination ?? 0) < 0.1);
  return {
    title: 'Difficulty against discrimination',
    description:
      `${told(items.length)} problems. Hardest: ${hardest.name} (${percent(hardest.right)} right at first), easiest: ${easiest.name} ` +
      `(${percent(easiest.right)}). ${told(weak.length)} tell strong and weak learners hardly apart (discrimination below 0.1).`,
    height: 340,
    option: () => ({
      grid: { left: 8, right: 24, top: 24, bottom: 28 },
      xAxis: {
        type: 'value',
        min: 0,
        max: 1,
        name: 'right at first',
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: { formatter: (value: number) => percent(value) },
      },
      yAxis: {
        type: 'value',
        min: (axis: { min: number }) => Math.min(0, Math.floor(axis.min * 10) / 10),
        name: 'discrimination',
        nameTextStyle: { align: 'left' },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 10,
          itemStyle: { color: COLOURS.main, opacity: 0.8 },
          data: placed.map(({ name, right, discrimination }) => ({ name, value: [right, discrimination ?? 0] })),
          label: { show: placed.length <= 40, position: 'right', formatter: '{b}', fontSize: 10 },
          labelLayout: { hideOverlap: true },
        },
      ],
    }),
    data: {
      head: ['problem', 'id', 'learners', 'right at first', 'discrimination'],
      rows: items.map(({ name, id, learners, right, discrimination }) => [
        name,
        id,
        learners,
        percent(right),
        discrimination === null ? '–' : told(discrimination),
      ]),
    },
  };
}
