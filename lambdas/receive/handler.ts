import { frontDoor } from '#core/receive/front-door.ts';
import { httpEdge } from '../edge/http.ts';
import { once } from '../edge/once.ts';
import { wireReceive } from '../wire.ts';

/** An HTTP request of an LMS: answered 200 only once the queue has its events. */
export const handler = httpEdge('receive', (log) => {
  const door = once(() => wireReceive(log));
  return (request) => frontDoor(request, door());
});
