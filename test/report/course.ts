import type { Row } from '#core/dataset/columns.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import { row } from '../support/rows.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 2, 8);

const learner = (n: number) => `p1${String(n).padStart(26, 'a')}` as LearnerToken;

/**
 * A course of 24 learners over six weeks: fewer and fewer come, all watch the beginning of one video and nine its end, problems of two
 * kinds are answered; one video and one page are seen by nine learners only.
 */
export function courseRows(): readonly Row[] {
  const rows: Row[] = [];
  const add = (n: number, time: number, changes: Partial<Row>): void => {
    rows.push(row(`e1${String(rows.length).padStart(6, '0')}`, { learner: learner(n), role: 'learner', time, ...changes }));
  };
  for (let n = 0; n < 24; n++) {
    for (let week = 0; week < (n < 11 ? 6 : n < 22 ? 3 : 1); week++) {
      const at = START + week * 7 * DAY_MS + n * 60_000;
      const page = { category: 'navigation', action: 'viewed', object_type: 'page', object_id: null } as const;
      add(n, at, { ...page, page: '/courses/a/course' });
      add(n, at + 1_000, { ...page, page: '/courses/a/courseware/week-1' });
      if (n < 9) add(n, at + 2_000, { ...page, page: '/courses/a/rare' });
      const video = { category: 'video', object_type: 'video', object_id: 'v-all', media_length_s: 300 } as const;
      add(n, at + 3_000, { ...video, action: 'played', media_time_s: 0 });
      add(n, at + 3_000 + (n < 9 ? 300_000 : 60_000), { ...video, action: 'paused', media_time_s: n < 9 ? 300 : 60 });
      if (n < 9) add(n, at + 400_000, { ...video, object_id: 'v-rare', action: 'played', media_time_s: 0 });
    }
    const answer = { category: 'assessment', action: 'answered', object_type: 'problem', attempt: 1 } as const;
    add(n, START + n, { ...answer, object_id: 'q-easy', success: n % 6 !== 0 });
    add(n, START + n + 1, { ...answer, object_id: 'q-hard', success: n < 8 });
    if (n < 9) add(n, START + n + 2, { ...answer, object_id: 'q-rare', success: true });
  }
  return rows;
}
