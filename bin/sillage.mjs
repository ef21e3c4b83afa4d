#!/usr/bin/env node
// What npx starts: bin/sillage.ts, here if this is Node 24, else on the Node 24 that the project brings.
import { fileURLToPath } from 'node:url';
import { isNode24, run } from './node24.mjs';

if (isNode24) await import('./sillage.ts');
else run([fileURLToPath(new URL('sillage.ts', import.meta.url)), ...process.argv.slice(2)], { tied: true });
