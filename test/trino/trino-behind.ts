import type { SqlBehind } from '../aws/athena/endpoint.ts';
import { askTrino } from './statement.ts';

/** Trino behind Athena's protocol. @param zone of the session: no answer may depend on it */
export function trinoBehind(url: string, zone = 'Asia/Kolkata'): SqlBehind {
  return {
    async run(sql, database) {
      // Athena takes a semicolon at the end, Trino's protocol takes none.
      const { columns, rows } = await askTrino(url, sql.replace(/;\s*$/, ''), { database, zone });
      return { columns: columns.map(({ name, type }) => ({ name, type: type.replace(/\(.*\)/, '') })), rows };
    },
  };
}
