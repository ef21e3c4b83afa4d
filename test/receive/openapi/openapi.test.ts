import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { DOORS, frontDoor } from '#core/receive/front-door.ts';
import { openApiDocument } from '#core/receive/openapi/document.ts';
import { OPERATIONS } from '#core/receive/openapi/operations.ts';
import { Installation } from '../../support/installation.ts';

const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

describe('/openapi.json', () => {
  it('is what the tables of the doors say', async () => {
    await expect(text).toMatchFileSnapshot('../../../core/receive/openapi/openapi.json');
  });

  it('is served as it stands', async () => {
    const request = { method: 'GET', path: '/openapi.json', query: new URLSearchParams(), headers: {}, body: async () => new Uint8Array() };
    const { status, body } = await frontDoor(request, (await Installation.make()).pipeline);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual(JSON.parse(text));
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const broken = JSON.parse(text) as { paths: Record<string, unknown> };
    broken.paths['no-slash'] = {};
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('describes each method of each door, and nothing else', () => {
    const doors = DOORS.flatMap(({ path, methods }) => Object.keys(methods).map((method) => `${method} ${path}`));
    const described = Object.entries(OPERATIONS).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(described.sort()).toEqual(doors.sort());
  });
});
