import { actorId, person } from '#core/pseudonymise/alias.ts';
import type { JsonObject } from '../../dialect.ts';
import type { ActorId, Person } from '../../learning-event.ts';
import { isObject } from '../openedx/envelope.ts';
import { inner, type Statement } from './statement.ts';

/** How long a home page and a name may be together, so that the alias is one. */
const HOME_PAGE = 400;

/** A Moodle account number: no leading zero, which user names of digits have. */
const MOODLE_ID = /^[1-9]\d{0,9}$/;

/**
 * The person whom an Agent object names, by every id in it, which tie (xAPI 1.0.3, part two, 2.4.2.1: mbox, mbox_sha1sum, openid,
 * account). A Group is nobody, identified or not: a row is one learner's.
 *
 * @param moodle whether an account's home page is the Moodle that speaks: then its name is that Moodle's own user id or user name, as
 *   in the log table, and both ways of sending one Moodle meet in one learner
 */
export function personOf(agent: JsonObject, moodle: (homePage: string) => boolean): Person | null | 'invalid' {
  return isGroup(agent) ? null : idsOf(agent, moodle);
}

function idsOf(agent: JsonObject, moodle: (homePage: string) => boolean): Person | null | 'invalid' {
  const ids = [
    actorId('mbox', agent['mbox']),
    actorId('mbox_sha1sum', agent['mbox_sha1sum']),
    actorId('openid', agent['openid']),
    accountId(agent['account'], moodle),
  ];
  return ids.includes('invalid') ? 'invalid' : person(ids as (ActorId | null)[]);
}

function accountId(account: unknown, moodle: (homePage: string) => boolean): ActorId | null | 'invalid' {
  if (account === undefined || account === null) return null;
  if (!isObject(account)) return 'invalid';
  const { homePage, name } = account as { readonly homePage?: unknown; readonly name?: unknown };
  // Trimmed and of one form by actorId; nobody where it is empty.
  const plain = actorId('username', name);
  if (plain === null || plain === 'invalid') return plain;
  if (homePage !== undefined && homePage !== null && typeof homePage !== 'string') return 'invalid';
  const home = homePage ?? '';
  if (home.length > HOME_PAGE) return 'invalid';
  // Moodle's plugin signs so what an anonymous survey was answered.
  if (moodle(home) && plain.value === 'anonymous') return null;
  if (moodle(home)) return MOODLE_ID.test(plain.value) ? actorId('user_id', plain.value) : plain;
  return actorId('account', `${home.length}:${home}${plain.value}`);
}

/** Tells whether a home page is the Moodle whose pages this statement speaks of. */
export function ownMoodle(sent: Statement, isMoodle: boolean): (homePage: string) => boolean {
  if (!isMoodle) return () => false;
  const ids = [sent.activity, ...sent.categories, ...sent.groupings, ...sent.parents].map(({ id }) => id).filter((id) => id !== null);
  return (homePage) => {
    const root = homePage.replace(/\/+$/, '');
    return root !== '' && ids.some((id) => id === root || id.startsWith(`${root}/`));
  };
}

/** Extensions of the Moodle plugin that name the person whom an act is about. */
export const FOR = 'https://yetanalytics.com/profiles/prepositions/concepts/context-extensions/for';
/** … and the one as whom an administrator logged in, who did nothing. */
export const AS = 'https://yetanalytics.com/profiles/prepositions/concepts/context-extensions/as';

/** Members by which an Agent or a Group is told from an Activity. */
const INVERSE_FUNCTIONAL = ['mbox', 'mbox_sha1sum', 'openid', 'account', 'member'] as const;

/** Whether an object is a person or a group of persons. */
export function isAgent(thing: JsonObject): boolean {
  const type = thing['objectType'];
  if (type === 'Agent' || type === 'Group') return true;
  return typeof thing['id'] !== 'string' && INVERSE_FUNCTIONAL.some((name) => name in thing);
}

export function isGroup(agent: JsonObject): boolean {
  return agent['objectType'] === 'Group' || 'member' in agent;
}

/** A text that is the same for the same person or group, to be made a token of; null where nobody is named. */
export function agentKey(agent: JsonObject): string | null {
  const named = idsOf(agent, () => false);
  const own = named === null || named === 'invalid' ? null : named[0];
  return own === null ? null : `${own.kind}\0${own.value}`;
}

export function hasAgent(extensions: JsonObject, key: string): boolean {
  return isAgent(inner(extensions[key]));
}
