import type { Course, Unit } from './courses.ts';
import { discuss } from './forum.ts';
import type { Learner } from './people.ts';
import type { Dice } from './random.ts';
import { browser, HOST, request, server, type TrackingEvent, type Visit } from './tracking-log.ts';

/** What one learner does in one course in one sitting: pages, a video or two, a quiz, sometimes the forum. */
export function* visit(learner: Learner, course: Course, start: number, dice: Dice): Generator<TrackingEvent> {
  const home = `https://${HOST}/courses/${course.id}/course/`;
  const here: Visit = { learner, course, session: dice.hex(32), page: home, now: start, micros: () => dice.whole(1, 999) };
  const wait = (least: number, most: number): void => {
    here.now += dice.whole(least * 1000, most * 1000);
  };
  yield request(here, `/courses/${course.id}/course/`);
  yield request(here, `/static/bundles/commons.${dice.hex(12)}.js`);
  if (dice.chance(0.3)) yield request(here, '/heartbeat');
  for (const unit of course.units.slice(dice.whole(0, 2)).slice(0, dice.whole(1, 2))) {
    wait(2, 20);
    const path = `/courses/${course.id}/courseware/${unit.chapter}/${unit.section}/`;
    here.page = `https://${HOST}${path}`;
    yield request(here, path);
    yield* watch(here, unit, dice, wait);
    yield* answer(here, unit, dice, wait);
    if (dice.chance(0.4)) yield navigate(here, unit);
    yield browser(here, 'page_close', {});
  }
  if (dice.chance(0.3)) yield* discuss(here, dice, wait);
}

type Wait = (least: number, most: number) => void;

function* watch(here: Visit, unit: Unit, dice: Dice, wait: Wait): Generator<TrackingEvent> {
  const { course } = here;
  const id = course.id.includes('+') ? unit.video : course.usage('video', unit.video).replace('i4x://', 'i4x-').replaceAll('/', '-');
  const video = { id, code: 'html5', duration: unit.videoLength };
  let at = 0;
  yield browser(here, 'load_video', video);
  wait(1, 5);
  yield browser(here, 'play_video', { ...video, currentTime: at });
  const stops = dice.whole(0, 2);
  for (let i = 0; i < stops; i++) {
    const watched = dice.whole(20, 120);
    here.now += watched * 1000;
    at = Math.min(at + watched, unit.videoLength - 1);
    if (dice.chance(0.5)) {
      const back = Math.max(0, at - dice.whole(10, 60));
      yield browser(here, 'seek_video', { ...video, old_time: at, new_time: back, type: 'onSlideSeek' });
      at = back;
    } else {
      yield browser(here, 'pause_video', { ...video, currentTime: at });
      wait(3, 60);
      yield browser(here, 'play_video', { ...video, currentTime: at });
    }
  }
  if (dice.chance(0.15)) yield browser(here, 'speed_change_video', { ...video, current_time: at, old_speed: '1.0', new_speed: '1.50' });
  if (dice.chance(0.5)) yield browser(here, 'stop_video', { ...video, currentTime: unit.videoLength });
}

const CHOICES = ['choice_0', 'choice_1', 'choice_2', 'choice_3'];

/** As on the platform: the form as the browser sends it, then what the server makes of it, then the grade. */
function* answer(here: Visit, unit: Unit, dice: Dice, wait: Wait): Generator<TrackingEvent> {
  const { course, learner } = here;
  const usage = course.usage('problem', unit.problem);
  const input = `${unit.problem}_2_1`;
  const path = `/courses/${course.id}/xblock/${usage}/handler/xmodule_handler/problem_check`;
  const module = { module: { usage_key: usage, display_name: 'Question du chapitre' } };
  for (let attempt = 1; attempt <= 2; attempt++) {
    wait(10, 90);
    const right = dice.next() < learner.talent * (1.2 - unit.hardness) + 0.15 * (attempt - 1);
    const choice = right ? 'choice_1' : dice.pick(CHOICES.filter((other) => other !== 'choice_1'));
    yield browser(here, 'problem_check', `input_${input}=${choice}`);
    here.now += 40;
    const correctness = right ? 'correct' : 'incorrect';
    const payload = {
      problem_id: usage,
      state: { done: attempt > 1 ? true : null, seed: 1, student_answers: {}, correct_map: {}, input_state: { [input]: {} } },
      answers: { [input]: choice },
      correct_map: { [input]: { correctness, npoints: null, msg: '', hint: '', hintmode: null, queuestate: null, answervariable: null } },
      success: correctness,
      grade: right ? 1 : 0,
      max_grade: 1,
      attempts: attempt,
      submission: {
        [input]: {
          question: 'Laquelle de ces affirmations est vraie ?',
          answer: `Réponse ${choice.slice(-1)}`,
          response_type: 'multiplechoiceresponse',
          input_type: 'choicegroup',
          correct: right,
          variant: '',
          group_label: '',
        },
      },
    };
    yield server(here, 'problem_check', payload, path, module);
    here.now += 25;
    const grade = { course_id: course.id, user_id: String(learner.userId), problem_id: usage, weighted_earned: right ? 1 : 0 };
    yield server(here, 'edx.grades.problem.submitted', { ...grade, weighted_possible: 1, event_transaction_id: dice.uuid() }, path);
    if (right) return;
    if (dice.chance(0.3)) yield server(here, 'showanswer', { problem_id: usage }, path, module);
    if (dice.chance(0.5)) return;
  }
}

function navigate(here: Visit, unit: Unit): TrackingEvent {
  const payload = {
    id: here.course.usage('sequential', unit.section),
    current_tab: 1,
    tab_count: 3,
    old: 1,
    new: 2,
    widget_placement: 'bottom',
  };
  return browser(here, 'edx.ui.lms.sequence.next_selected', payload);
}
