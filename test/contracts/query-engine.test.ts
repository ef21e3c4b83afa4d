import { directoryLake } from '../query/lake.ts';
import { describeQueryEngine } from './query-engine.suite.ts';

describeQueryEngine('DuckDB over a directory', () => directoryLake());
describeQueryEngine("DuckDB over a directory called l'[a]k*e?", () => directoryLake("l'[a]k*e?"));
