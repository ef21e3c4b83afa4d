import type { Action } from '../../actions.ts';
import type { ObjectRef, Role } from '../../learning-event.ts';
import { type Acting, concerned } from './about.ts';
import { type EventType, type Measured, member, type Sent } from './event-type.ts';
import { numberIn } from './facts.ts';
import type { Told } from './told.ts';
import type { Uses } from './unused.ts';

/** An event with a type of its own, read by its entry in the table. */
export function readNamed(type: EventType, uses: Uses, sent: Sent, acting: Acting): Told | 'invalid' {
  const who = concerned(type.about, sent, acting);
  if (who === 'invalid') return 'invalid';
  const object = type.object?.read(sent) ?? null;
  const parent = type.parent?.read(sent) ?? null;
  const facts: Measured = {};
  if (type.facts !== undefined) for (const fact of type.facts) fact.read(sent, facts);
  return {
    category: type.category,
    action: actionOf(type.action, sent),
    object,
    parent: same(object, parent) ? null : parent,
    role: who.acting ? roleOf(type.role, sent) : null,
    facts,
    concerned: who,
    uses,
  };
}

function actionOf(action: EventType['action'], sent: Sent): Action {
  if (typeof action === 'string') return action;
  const word = wordOf(member(sent.fields, [action.uses]));
  return word !== null && Object.hasOwn(action.is, word) ? (action.is[word] as Action) : action.otherwise;
}

/** A value as the word that decides: numbers by what they are worth ("1.0" is 1). An object never decides: to ask it for its text is to call what it was sent with. */
function wordOf(value: unknown): string | null {
  const number = numberIn(value);
  if (number !== null) return String(number);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : null;
}

function roleOf(role: EventType['role'], sent: Sent): Role | null {
  return typeof role === 'object' ? role.read(sent) : (role ?? null);
}

function same(object: ObjectRef | null, parent: ObjectRef | null): boolean {
  return object !== null && parent !== null && object.form !== 'none' && parent.form !== 'none' && object.id === parent.id;
}
