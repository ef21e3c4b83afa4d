import type { Dice } from './random.ts';
import { request, server, type TrackingEvent, type Visit } from './tracking-log.ts';

const TITLES = ['Je ne comprends pas la question 3', 'Où trouver le cours ?', 'Problème d’accès à la vidéo', 'Révisions à plusieurs ?'];
const SENTENCES = [
  'J’ai relu le chapitre trois fois et je bloque toujours sur l’énoncé.',
  'Merci beaucoup, ta réponse m’a bien aidée !',
  'Est-ce que quelqu’un habite près de la gare et voudrait réviser ?',
  'Je suis malade depuis lundi, peut-on avoir un délai ?',
  'Pour moi la deuxième hypothèse est fausse, regardez la figure.',
  'Voici mon adresse si vous voulez m’écrire :',
];

type Wait = (least: number, most: number) => void;

/** A discussion: what people write to each other, and how they sign. */
export function* discuss(here: Visit, dice: Dice, wait: Wait): Generator<TrackingEvent> {
  const { course, learner } = here;
  const topic = dice.uuid();
  const thread = dice.hex(24);
  const common = { commentable_id: topic, group_id: null, user_forums_roles: ['Student'], user_course_roles: [], truncated: false };
  const path = `/courses/${course.id}/discussion/${topic}/threads/create`;
  yield request(here, `/courses/${course.id}/discussion/forum/`);
  wait(20, 200);
  const body = `${dice.pick(SENTENCES)} ${learner.email}\n\n${learner.name}`;
  if (dice.chance(0.5)) {
    const title = `${dice.pick(TITLES)} (${learner.name})`;
    const options = { followed: true, anonymous: false, anonymous_to_peers: false };
    yield server(
      here,
      'edx.forum.thread.created',
      { ...common, id: thread, title, title_truncated: false, body, thread_type: 'question', options },
      path,
    );
  } else {
    const discussion = { discussion: { id: thread }, options: { followed: false } };
    yield server(here, 'edx.forum.response.created', { ...common, id: dice.hex(24), body, ...discussion }, path);
  }
  if (dice.chance(0.2)) {
    wait(5, 50);
    const query = `${learner.familyName} ${dice.pick(['exercice', 'examen', 'corrigé'])}`;
    yield server(here, 'edx.forum.searched', { query, total_results: dice.whole(0, 9), page: 1, corrected_text: null }, path);
  }
}
