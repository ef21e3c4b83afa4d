import Bowser from 'bowser';
import { type Row, SCHEMA_VERSION } from '#core/dataset/columns.ts';
import { dayNumber } from '#core/dataset/layout.ts';
import type { Dialect } from '#core/normalise/dialect.ts';
import type { Client, LearningEvent, ObjectRef } from '#core/normalise/learning-event.ts';
import type { CourseKeys, LearnerInCourse } from './course-keys.ts';
import { eventToken } from './identity.ts';
import { type EventToken, type TokenKey, token } from './pseudonym.ts';

/** Everything about an event that is not in the event. */
export interface Setting {
  readonly eventId: EventToken;
  /** ms since the epoch: the event's own time, or its first receipt. */
  readonly time: number;
  /** First receipt, ms since the epoch. */
  readonly received: number;
  readonly source: string;
  readonly dialect: Dialect;
  readonly keys: CourseKeys;
  /** The source's key of event ids: an event that another one points to is named as in its own row. */
  readonly eventKey: TokenKey;
  /** null: nobody known. */
  readonly learner: LearnerInCourse | null;
}

/** LearningEvent -> Row: the one place where a row is made. Raw identifiers end here. */
export function scrub(event: LearningEvent, setting: Setting): Row {
  const { facts, client } = event;
  const { learner } = setting;
  const software = softwareOf(client.userAgent);
  return {
    event_id: setting.eventId,
    time: setting.time,
    received_on: dayNumber(setting.received),
    source: setting.source,
    dialect: setting.dialect.name,
    course_id: event.course,
    learner: learner?.token ?? null,
    role: event.role,
    session: event.session === null || learner === null ? null : learner.session(event.session),
    category: event.category,
    action: event.action,
    object_type: event.object?.type ?? null,
    object_id: objectId(event.object, setting),
    object_parent: objectId(event.parent, setting),
    page: event.page,
    referrer: event.referrer,
    position: facts.position ?? null,
    duration_s: facts.duration_s ?? null,
    score_raw: facts.score_raw ?? null,
    score_min: facts.score_min ?? null,
    score_max: facts.score_max ?? null,
    score_scaled: facts.score_scaled ?? null,
    success: facts.success ?? null,
    completion: facts.completion ?? null,
    attempt: facts.attempt ?? null,
    response: facts.response ?? null,
    response_length: facts.response_length ?? null,
    media_time_s: facts.media_time_s ?? null,
    media_from_s: facts.media_from_s ?? null,
    media_to_s: facts.media_to_s ?? null,
    media_length_s: facts.media_length_s ?? null,
    media_speed: facts.media_speed ?? null,
    browser: software.browser,
    browser_major: software.browserMajor,
    os: software.os,
    device: software.device,
    screen: screenOf(client.screenWidth),
    language: languageOf(client.language),
    country: countryOf(client.country),
    schema_version: SCHEMA_VERSION,
    transform_version: setting.dialect.transformVersion,
  };
}

function objectId(ref: ObjectRef | null, { keys, eventKey }: Setting): string | null {
  if (ref === null || ref.form === 'none') return null;
  if (ref.form === 'event') return eventToken(eventKey, { form: 'id', value: ref.id, coarse: false }, 0);
  return ref.form === 'plain' ? ref.id : token('o', keys.object, `${ref.type}\0${ref.id}`);
}

interface Software {
  readonly browser: string | null;
  readonly browserMajor: number | null;
  readonly os: string | null;
  readonly device: string | null;
}

const NO_SOFTWARE: Software = { browser: null, browserMajor: null, os: null, device: null };
/** Longest user agent that is looked at; parsing costs grow with it. */
const AGENT_LENGTH = 512;
const AGENTS_KEPT = 2_000;
const agents = new Map<string, Software>();
const DEVICES = new Set(['desktop', 'mobile', 'tablet', 'tv']);

/** Family and major version only, from the parser's closed lists: an agent string that it does not know tells nothing. */
function softwareOf(agent: Client['userAgent']): Software {
  if (agent === undefined || agent === '') return NO_SOFTWARE;
  const known = agents.get(agent);
  if (known !== undefined) return known;
  const software = parseAgent(agent.slice(0, AGENT_LENGTH));
  if (agents.size >= AGENTS_KEPT) agents.clear();
  agents.set(agent, software);
  return software;
}

const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));

function parseAgent(agent: string): Software {
  const { browser, os, platform } = Bowser.parse(agent);
  // Bowser falls back to the agent's own first word for software it does not know: only names of its lists may pass.
  const family = browser.name !== undefined && BROWSERS.has(browser.name) ? browser.name : null;
  const system = os.name !== undefined && SYSTEMS.has(os.name) ? os.name : null;
  // Windows tells its version as "NT 10.0", and its name as "10".
  const systemMajor = system === null ? null : (majorOf(os.version) ?? majorOf(os.versionName));
  return {
    browser: family,
    browserMajor: family === null ? null : majorOf(browser.version),
    os: system === null ? null : systemMajor === null ? system : `${system} ${systemMajor}`,
    device: platform.type !== undefined && DEVICES.has(platform.type) ? platform.type : null,
  };
}

function majorOf(version: string | undefined): number | null {
  const major = /^\d{1,3}(?!\d)/.exec(version ?? '')?.[0];
  return major === undefined ? null : Number(major);
}

/** Widths at which common layouts change: below 768 CSS pixels small, below 1,280 medium. */
function screenOf(width: Client['screenWidth']): string | null {
  if (width === undefined || width <= 0) return null;
  return width < 768 ? 'small' : width < 1280 ? 'medium' : 'large';
}

/** Codes that exist: any other two letters may be somebody's initials. */
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const existing = new Map<string, boolean>();

/** The primary subtag of the first language (RFC 5646, 2.2.1): two or three letters. */
function languageOf(header: Client['language']): string | null {
  const tag = /^\s*([a-z]{2,3})(?![a-z0-9])/i.exec(header ?? '')?.[1]?.toLowerCase();
  if (tag === undefined) return null;
  // At most 18,278 tags.
  const exists = existing.get(tag) ?? LANGUAGES.of(tag) !== undefined;
  existing.set(tag, exists);
  return exists ? tag : null;
}

function countryOf(code: Client['country']): string | null {
  return code === undefined || !/^[A-Z]{2}$/.test(code) || COUNTRIES.of(code) === undefined ? null : code;
}
