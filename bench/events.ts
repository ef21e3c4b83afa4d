/** Lifelike lines for measuring, the same for the same seed. */

/** A small generator of numbers in [0, 1): mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COURSES = ['course-v1:Sorbonne+BIO101+2026', 'course-v1:Sorbonne+HIS201+2026', 'course-v1:Lyon+PHY110+2026'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
];
const START = Date.UTC(2026, 2, 2, 7);
const LEARNERS = 2_000;
/** Events spread over this long: two UTC days, as a day's log rotated at local midnight has. */
const SPAN_MS = 30 * 3_600_000;

const hex = (n: number) => n.toString(16).padStart(32, '0');

interface Drawn {
  readonly at: number;
  readonly micros: number;
  readonly who: number;
  readonly course: string;
  readonly what: number;
  readonly item: number;
  readonly agent: string;
}

function* draw(count: number, seed: number): Generator<Drawn> {
  const next = numbers(seed);
  const below = (n: number) => Math.floor(next() * n);
  for (let i = 0; i < count; i++) {
    yield {
      at: START + Math.floor((i / count) * SPAN_MS),
      micros: below(1_000),
      who: 4_000_000 + below(LEARNERS),
      course: COURSES[below(3)] as string,
      what: below(10),
      item: below(300),
      agent: AGENTS[below(3)] as string,
    };
  }
}

function openedxLine({ at, micros, who, course, what, item, agent }: Drawn): string {
  const block = (type: string) => `block-v1:${course.slice(10)}+type@${type}+block@${hex(item)}`;
  const page = `https://mooc.example.org/courses/${course}/courseware/${hex(item + 7)}/${hex(item + 9)}/`;
  const video = { id: hex(item), code: 'html5', duration: 421.5, currentTime: (item * 7) % 400 };
  const browser = (name: string, payload: unknown) => ({
    event_type: name,
    name,
    event: JSON.stringify(payload),
    event_source: 'browser',
    page,
  });
  const server = (name: string, payload: unknown) => ({ event_type: name, name, event: payload, event_source: 'server', page: null });
  const body =
    what < 3
      ? browser('play_video', video)
      : what < 5
        ? browser('pause_video', video)
        : what < 6
          ? browser('seek_video', { id: hex(item), code: 'html5', duration: 421.5, old_time: 12.5, new_time: 99.25, type: 'onSlideSeek' })
          : what < 8
            ? server('problem_check', {
                problem_id: block('problem'),
                attempts: 1 + (item % 3),
                grade: item % 2,
                max_grade: 1,
                success: item % 2 === 1 ? 'correct' : 'incorrect',
                answers: { [`${hex(item)}_2_1`]: 'choice_1' },
                submission: {
                  [`${hex(item)}_2_1`]: {
                    answer: 'Oui',
                    correct: item % 2 === 1,
                    input_type: 'choicegroup',
                    response_type: 'multiplechoiceresponse',
                    question: '',
                    variant: '',
                  },
                },
              })
            : what < 9
              ? { event_type: `/courses/${course}/progress`, event: '{"POST": {}, "GET": {}}', event_source: 'server', page: null }
              : server('edx.forum.comment.created', {
                  id: hex(item).slice(8),
                  body: '<p>Très bonne question, merci !</p>',
                  commentable_id: 'course',
                  user_forums_roles: ['Student'],
                });
  return JSON.stringify({
    ...body,
    time: `${new Date(at).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}+00:00`,
    username: `élève_${who}`,
    ip: `192.0.2.${item % 250}`,
    agent,
    host: 'mooc.example.org',
    session: hex(who * 31),
    referer: page,
    accept_language: 'fr-FR,fr;q=0.9,en;q=0.8',
    context: { user_id: who, course_id: course, org_id: 'Sorbonne', path: '/event' },
  });
}

function nativeLine(drawn: Drawn, i: number): string {
  const { at, who, course, what, item, agent } = drawn;
  return JSON.stringify({
    sillage: 1,
    id: `event-${i}-${who}`,
    time: new Date(at).toISOString(),
    actor: { user_id: who, username: `élève_${who}` },
    course,
    session: hex(who * 31),
    ...(what < 6
      ? { category: 'video', action: what < 3 ? 'played' : 'paused', media: { time_s: item, length_s: 421.5 } }
      : { category: 'assessment', action: 'answered', score: { raw: 1, max: 1 }, success: true, attempt: 1, graded: true, choice: 'b' }),
    object: { type: what < 6 ? 'video' : 'question', id: `item-${item}`, public: true },
    page: `https://lms.example.org/course/${course}/quiz/${item}`,
    client: { user_agent: agent, language: 'fr-FR' },
  });
}

export const DIALECT_LINES: Readonly<Record<string, (count: number, seed: number) => string[]>> = {
  openedx: (count, seed) => [...draw(count, seed)].map(openedxLine),
  native: (count, seed) => [...draw(count, seed)].map(nativeLine),
};
