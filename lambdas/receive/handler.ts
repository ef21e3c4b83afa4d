import { Logger } from '@aws-lambda-powertools/logger';
import { frontDoor } from '#core/receive/front-door.ts';
import { httpEdge } from '../edge/http.ts';
import { once } from '../edge/once.ts';
import { logOf, wireReceive } from '../wire.ts';

const logger = new Logger({ serviceName: 'receive' });
const door = once(() => wireReceive(logOf(logger)));

/** An HTTP request of an LMS: answered 200 only once the queue has its events. */
export const handler = httpEdge(logger, (request) => frontDoor(request, door()));
