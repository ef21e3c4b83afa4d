import type { ViewColumn } from './view.ts';

const PAGE_VIEW = `action = 'viewed' AND category IN ('navigation', 'content')`;
export const PLAY = `category = 'video' AND action = 'played'`;
export const ANSWER = `category = 'assessment' AND action = 'answered'`;
const POST = `category = 'forum' AND action IN ('posted', 'replied')`;

const measure = (name: string, condition: string, meaning: string) => ({
  condition,
  column: { name, type: 'int64', meaning } satisfies ViewColumn,
});

const MEASURES = [
  measure('page_views', PAGE_VIEW, 'Pages and documents viewed, each time (categories navigation and content).'),
  measure('video_plays', PLAY, 'Times that a video was started or resumed.'),
  measure('answers', ANSWER, 'Answers given to problems.'),
  measure('right_answers', `${ANSWER} AND success`, 'Those that were right.'),
  measure('forum_posts', POST, 'Contributions to the forum: discussions and answers.'),
] as const;

/** What a row counts for, as truth values: windows carry them at a byte each, instead of words. */
export const FLAGS = MEASURES.map(({ condition, column }) => `${condition} AS ${column.name}`).join(', ');
/** Counts of what was done, of rows with these flags. */
export const COUNTS = MEASURES.map(({ column: { name } }) => `count(CASE WHEN ${name} THEN 1 END) AS ${name}`).join(', ');
/** The same, of rows of events. */
export const EVENT_COUNTS = MEASURES.map(({ condition, column }) => `count(CASE WHEN ${condition} THEN 1 END) AS ${column.name}`).join(
  ',\n    ',
);
export const COUNT_COLUMNS: readonly ViewColumn[] = MEASURES.map(({ column }) => column);
export const COUNT_NAMES = MEASURES.map(({ column }) => column.name).join(', ');
