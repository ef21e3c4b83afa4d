import { literal } from '#core/query/literal.ts';
import { enough } from '#core/query/small-groups.ts';
import { clock, learnersShown, number, records, told } from '../cells.ts';
import { NARROW } from '../plot.ts';
import type { Ask, Figure, Section } from '../section.ts';
import { numbered } from './numbered.ts';

/** Parts into which each video's length is divided. */
const PARTS = 30;
/** Videos that are drawn: the most watched. */
const MOST = 20;

interface Video {
  readonly name: string;
  readonly id: string;
  readonly length: number;
  readonly learners: number;
  /** Learners who watched each part; null: fewer than ten did. */
  readonly heat: readonly (number | null)[];
}

/** Where the videos are watched, along their length. */
export async function videos(course: string, ask: Ask): Promise<Section> {
  const watched = records(
    await ask(`SELECT video, count(DISTINCT learner) AS learners, max(length_s) AS length_s, min(started) AS since
FROM video_segments
WHERE course = ${literal(course)} AND length_s > 0
GROUP BY video
${enough()}
ORDER BY learners DESC, since, video
LIMIT ${MOST}`),
  );
  const parts = Array.from({ length: PARTS }, (_, part) => `(${part})`).join(', ');
  const heat = Map.groupBy(
    records(
      await ask(`SELECT video, part, count(DISTINCT learner) AS learners
FROM video_segments CROSS JOIN (VALUES ${parts}) AS parts(part)
WHERE course = ${literal(course)} AND length_s > 0
  AND from_s < (part + 1) * length_s / ${PARTS} AND to_s > part * length_s / ${PARTS}
GROUP BY video, part`),
    ),
    (row) => String(row['video']),
  );
  const inOrder = watched.toSorted((a, b) => (String(a['since']) < String(b['since']) ? -1 : 1));
  const all = numbered('V', inOrder).map(({ name, row }): Video => {
    const id = String(row['video']);
    const byPart = new Map((heat.get(id) ?? []).map((cell) => [number(cell['part']), number(cell['learners'])]));
    const counts = Array.from({ length: PARTS }, (_, part) => byPart.get(part) ?? 0);
    return {
      name,
      id,
      length: number(row['length_s']),
      learners: learnersShown(number(row['learners'])) ?? 0,
      heat: counts.map(learnersShown),
    };
  });
  return {
    id: 'videos',
    title: 'Videos along their length',
    lead: `The videos that most learners watched, at most ${MOST}, in the order in which they were first played; each cut into ${PARTS} parts of equal length.`,
    figures: all.length === 0 ? [] : [figure(all)],
    note: 'No video was watched by ten learners or more.',
  };
}

function figure(all: readonly Video[]): Figure {
  const cells = all.flatMap(({ heat }, y) => heat.flatMap((learners, part) => (learners === null ? [] : [[part, y, learners]])));
  const most = Math.max(0, ...cells.map(([, , learners = 0]) => learners));
  const dropping = all.map(({ name, heat }) => ({ name, share: (heat.at(-1) ?? 0) / Math.max(1, ...heat.map((n) => n ?? 0)) }));
  const worst = dropping.reduce((a, b) => (b.share < a.share ? b : a));
  return {
    title: 'Learners who watched each part',
    description:
      `${told(all.length)} videos; darker parts were watched by more learners, at most ${told(most)}. ` +
      `The steepest fall from its most watched part to its end has ${worst.name}. White: fewer than ten learners, withheld.`,
    height: 80 + 22 * all.length,
    option: (width) => ({
      grid: { left: 8, right: 12, top: 8, bottom: 60 },
      xAxis: {
        type: 'category',
        data: Array.from({ length: PARTS }, (_, part) => `${Math.round((100 * part) / PARTS)} %`),
        splitArea: { show: false },
        axisLabel: { interval: width < NARROW ? 8 : 4 },
      },
      yAxis: { type: 'category', data: all.map(({ name }) => name), inverse: true },
      visualMap: {
        type: 'continuous',
        min: 0,
        max: most,
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        text: [told(most), '0 learners'],
        inRange: { color: ['#f0f4f8', '#9ecae1', '#3182bd', '#08306b'] },
      },
      series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: '#fff', borderWidth: 1 } }],
    }),
    data: {
      head: ['video', 'id', 'length', 'learners', 'most watched part', 'learners there', 'at the end'],
      rows: all.map(({ name, id, length, learners, heat }) => {
        const peak = Math.max(0, ...heat.map((n) => n ?? 0));
        const part = heat.indexOf(peak);
        const span = `${clock((length * part) / PARTS)} to ${clock((length * (part + 1)) / PARTS)}`;
        return [name, id, clock(length), learners, peak === 0 ? 'withheld' : span, peak === 0 ? null : peak, heat.at(-1) ?? null];
      }),
    },
  };
}
