import { DOORS } from '../front-door.ts';
import { REFUSALS } from '../http.ts';
import type { Operation, Told } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { SCHEMAS } from './schemas.ts';

/** What every answer at these addresses may be, as an OpenAPI 3.1 description; made of the tables that the doors themselves work by. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sillage',
      version: '1',
      summary: 'Where learning platforms post what their learners do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ basic: [] }, { bearer: [] }],
    paths: Object.fromEntries(
      DOORS.map((door) => [template(door.path, partsOf(door.path)), methodsOf(door.path, Object.keys(door.methods))]),
    ),
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: "The source's name and one of its secrets." },
        bearer: { type: 'http', scheme: 'bearer', description: "One of the source's secrets." },
      },
      schemas: SCHEMAS,
    },
  };
}

function methodsOf(path: string, methods: readonly string[]): object {
  return Object.fromEntries(methods.map((method) => [method.toLowerCase(), described(operationOf(path, method))]));
}

function operationOf(path: string, method: string): Operation {
  const operation = OPERATIONS[path]?.[method];
  if (operation === undefined) throw new Error(`not described: ${method} ${path}`);
  return operation;
}

function partsOf(path: string): readonly Told[] {
  return Object.values(OPERATIONS[path] ?? {})[0]?.parts ?? [];
}

/** `/canvas/*` becomes `/canvas/{source}`. */
function template(path: string, parts: readonly Told[]): string {
  let next = 0;
  return path.replace(/\*\*?/g, () => `{${parts[next++]?.[0] ?? ''}}`);
}

function described({ summary, open, parts = [], query = [], headers = [], body, success, refusals }: Operation): object {
  const parameters = [
    ...parts.map(([name, description]) => ({ name, in: 'path', required: true, description, schema: { type: 'string' } })),
    ...query.map(([name, description]) => ({ name, in: 'query', description, schema: { type: 'string' } })),
    ...headers.map(([name, description]) => ({ name, in: 'header', description, schema: { type: 'string' } })),
  ];
  return {
    summary,
    ...(open === true && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body) } }),
    responses: { ...successOf(success), ...refusalsOf(refusals) },
  };
}

function contentOf(schemas: Readonly<Record<string, object>>): object {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
}

function successOf(success: Operation['success']): object {
  if (success === undefined) return {};
  const { status, what, schema } = success;
  return { [status]: { description: what, ...(schema !== undefined && { content: contentOf({ 'application/json': schema }) }) } };
}

/** One answer a status, with every code that it may have. */
function refusalsOf(codes: Operation['refusals']): object {
  const byStatus = Map.groupBy(codes, (code) => REFUSALS[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      status,
      {
        description: each.map((code) => `\`${code}\`: ${REFUSALS[code][1]}`).join('\n\n'),
        content: contentOf({ 'application/json': { $ref: '#/components/schemas/Error' } }),
      },
    ]),
  );
}
