import { type Drawn, hex } from './draw.ts';

/** Tracking logs of Open edX. */
export function openedxLine({ at, micros, who, course, what, item, agent }: Drawn): string {
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
