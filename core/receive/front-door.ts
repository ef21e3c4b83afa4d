import { faultCode } from '../errors.ts';
import { caliper } from './doors/caliper.ts';
import { CANVAS } from './doors/canvas.ts';
import { courses } from './doors/courses.ts';
import type { Answer, Door, DoorDeps } from './doors/door.ts';
import { events } from './doors/events.ts';
import { health } from './doors/health.ts';
import { openapi } from './doors/openapi.ts';
import { XAPI } from './doors/xapi/xapi.ts';
import { type HttpRequest, type HttpResponse, RETRY_AFTER, refuse } from './http.ts';

export type { DoorDeps } from './doors/door.ts';

/** Every address at which something is answered. docs/http.md describes them. */
export const DOORS: readonly Door[] = [events, courses, health, openapi, ...XAPI, caliper, ...CANVAS];

/** One answer for every request, whatever comes. */
export async function frontDoor(request: HttpRequest, deps: DoorDeps): Promise<HttpResponse> {
  const segments = segmentsOf(request.path);
  for (const door of DOORS) {
    const parts = match(segmentsOf(door.path), segments);
    if (parts === null) continue;
    const answer = methodOf(door, request.method);
    const response =
      answer === null ? refuse('method_not_allowed', { allow: allowed(door) }) : await answered(answer, request, deps, parts);
    return door.headers === undefined ? response : { ...response, headers: { ...response.headers, ...door.headers(request, deps) } };
  }
  return refuse('not_found');
}

/** Whatever it was, nothing was accepted: the sender keeps its events and tries again. */
async function answered(answer: Answer, request: HttpRequest, deps: DoorDeps, parts: readonly string[]): Promise<HttpResponse> {
  try {
    return await answer(request, deps, parts);
  } catch (error) {
    deps.log.error('receive.failed', { code: faultCode(error) });
    return refuse('unavailable', RETRY_AFTER);
  }
}

function methodOf({ methods }: Door, method: string): Answer | null {
  const name = method === 'HEAD' ? 'GET' : method;
  return name === 'GET' || name === 'POST' || name === 'PUT' ? (methods[name] ?? null) : null;
}

function allowed({ methods }: Door): string {
  return ['GET', 'HEAD', 'POST', 'PUT'].filter((name) => (name === 'HEAD' ? 'GET' : name) in methods).join(', ');
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/(?<=.)\/$/, '').split('/');
}

/** What stands at the door's `*` and `**`, none of it empty; null where it is another address. */
function match(door: readonly string[], segments: readonly string[]): readonly string[] | null {
  const parts: string[] = [];
  for (const [i, expected] of door.entries()) {
    const given = expected === '**' ? segments.slice(i).join('/') : (segments[i] ?? '');
    if (!expected.startsWith('*')) {
      if (given !== expected) return null;
    } else if (given === '') return null;
    else parts.push(given);
  }
  return door.at(-1) === '**' || door.length === segments.length ? parts : null;
}
