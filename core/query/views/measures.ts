import type { ViewColumn } from './view.ts';

export const PAGE_VIEW = `action = 'viewed' AND category IN ('navigation', 'content')`;
export const PLAY = `category = 'video' AND action = 'played'`;
export const ANSWER = `category = 'assessment' AND action = 'answered'`;
const POST = `category = 'forum' AND action IN ('posted', 'replied')`;

const counted = (name: string, condition: string, meaning: string) => ({
  sql: `count(CASE WHEN ${condition} THEN 1 END) AS ${name}`,
  column: { name, type: 'int64', meaning } satisfies ViewColumn,
});

const MEASURES = [
  counted('page_views', PAGE_VIEW, 'Pages and documents viewed, each time (categories navigation and content).'),
  counted('video_plays', PLAY, 'Times that a video was started or resumed.'),
  counted('answers', ANSWER, 'Answers given to problems.'),
  counted('right_answers', `${ANSWER} AND success`, 'Those that were right.'),
  counted('forum_posts', POST, 'Contributions to the forum: discussions and answers.'),
] as const;

/** Counts of what was done, the same in every table that has them: a list of SELECT, and its columns. */
export const COUNTS = MEASURES.map(({ sql }) => sql).join(',\n  ');
export const COUNT_COLUMNS: readonly ViewColumn[] = MEASURES.map(({ column }) => column);
