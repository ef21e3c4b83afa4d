import { BODY_REFUSALS, type Operation, schemaNamed } from './operation.ts';

const VERSION = ['X-Experience-API-Version', '1.0, 1.0.x, 2.0 or 2.0.x; every answer tells 1.0.3 or 2.0.0.'] as const;
const STATEMENT = schemaNamed('Statement');
/** The first part is JSON, each further one an attachment. */
const MULTIPART = { type: 'string', contentMediaType: 'multipart/mixed' };
const HELD = [
  ...BODY_REFUSALS,
  ...(['unsupported_version', 'unsupported_content', 'unknown_parameter', 'malformed_json', 'malformed_multipart'] as const),
  ...(['attachments_differ', 'malformed_signature', 'too_many_values', 'too_many_items', 'rejected'] as const),
] as const;
const NOT_HERE: Operation = {
  summary: 'Any other resource of xAPI: there is none.',
  open: true,
  refusals: ['no_such_resource'],
};
const NOTHING = { GET: NOT_HERE, POST: NOT_HERE, PUT: NOT_HERE };
const BELOW: Operation = { ...NOT_HERE, parts: [['resource', 'State, profiles, activities, agents.']] };

/** The doors of xAPI. */
export const XAPI_OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/xapi/statements': {
    GET: { summary: 'Nothing is read back.', open: true, headers: [VERSION], refusals: ['not_read_back', 'unsupported_version'] },
    POST: {
      summary: 'Stores statements.',
      headers: [VERSION],
      body: { 'application/json': { oneOf: [{ type: 'array', items: STATEMENT }, STATEMENT] }, 'multipart/mixed': MULTIPART },
      success: {
        status: 200,
        what: 'The ids of the statements in their order. A lenient source is told by the header X-Sillage-Rejected how many of them give no row.',
        schema: { type: 'array', items: { type: 'string', format: 'uuid' } },
      },
      refusals: HELD,
    },
    PUT: {
      summary: 'Stores one statement under an id.',
      query: [['statementId', 'A UUID.']],
      headers: [VERSION],
      body: { 'application/json': STATEMENT, 'multipart/mixed': MULTIPART },
      success: { status: 204, what: 'It is stored.' },
      refusals: [...HELD, 'statement_id'],
    },
  },
  '/xapi/about': {
    GET: {
      summary: 'The releases of xAPI that are spoken here.',
      open: true,
      success: {
        status: 200,
        what: 'Their numbers.',
        schema: { type: 'object', properties: { version: { type: 'array', items: { type: 'string' } } }, required: ['version'] },
      },
      refusals: [],
    },
  },
  '/xapi': NOTHING,
  '/xapi/**': { GET: BELOW, POST: BELOW, PUT: BELOW },
};
