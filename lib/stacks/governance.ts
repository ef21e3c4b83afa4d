import type { App } from 'aws-cdk-lib';
import type { Settings } from '#core/settings/schema.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Audit } from '../constructs/audit.ts';
import { Board } from '../constructs/board.ts';
import { KeyWatch } from '../constructs/key-watch.ts';
import { People } from '../constructs/people.ts';
import { researcherRole } from '../constructs/researcher-role.ts';
import { Spending } from '../constructs/spending.ts';
import { HouseStack } from './house-stack.ts';
import type { IntakeStack } from './intake.ts';
import type { LakeStack } from './lake.ts';
import type { VaultStack } from './vault.ts';

/** Who may do what, who did what, and who is told when something is wrong. */
export class GovernanceStack extends HouseStack {
  constructor(app: App, settings: Settings, vault: VaultStack, intake: IntakeStack, lake: LakeStack) {
    super(app, settings, 'governance', 'Sillage: audit, roles, alarms');
    const { name, expiries, researchers, alarms, cadence } = settings;
    const { dataKey, accessLogs, table, macKeys } = vault;
    const { buckets } = lake;

    const audit = new Audit(this, 'Audit', {
      name,
      dataKey,
      accessLogs,
      raw: buckets.raw,
      table,
      auditDays: expiries.audit,
      logDays: expiries.logs,
    });
    new People(this, 'People', { name, vault, intake, lake, audit });
    for (const researcher of researchers) researcherRole(this, { name, researcher, buckets, dataKey });

    const { topic } = new AlarmTopic(this, 'AlarmTopic', { name, dataKey, email: alarms.email });
    const { window_seconds: windowSeconds, merge_minutes: mergeMinutes } = cadence;
    const ringing = new Alarms(this, 'Alarms', { name, intake, lake, topic, mergeMinutes, windowSeconds });
    const { misuse } = new KeyWatch(this, 'KeyWatch', { name, trail: audit.logs, macKeys, dataKey });
    ringing.ring('KeyMisuse', {
      metric: misuse,
      above: 0,
      periods: 1,
      says: 'Somebody who is neither receive nor process used a key of the vault, or changed a key, or who may use it.',
    });
    new Board(this, 'Board', { name, intake, lake, alarms: ringing });
    new Spending(this, 'Spending', { name, usdPerMonth: alarms.budget_usd_per_month, topic });
  }
}
