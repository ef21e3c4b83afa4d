import type { Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { houseLogs } from './house-logs.ts';

/** Gives the folder in which an entry point's bundle lies. */
export type Bundler = (entry: string) => string;

/** What all functions of a deployment share. */
export interface FunctionHouse {
  readonly name: string;
  readonly dataKey: IKey;
  readonly logDays: number;
  readonly bundle: Bundler;
  /** Whether the account has enough concurrency to reserve from. */
  readonly reserved: boolean;
}

export interface HouseFunctionProps {
  readonly house: FunctionHouse;
  /** The folder under lambdas/ with its handler.ts; the function's and the log group's name too. */
  readonly entry: string;
  readonly does: string;
  readonly role: Role;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** Reserved where the account has enough: a flood of one leaves the others theirs, and none runs more often at once. */
  readonly concurrency: number;
  readonly traced: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

/** One step of the pipeline: Node 24 on arm64, bundled, with a log group of its own and no permission but its role's. */
export class HouseFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const { house, entry, does, role, memoryMb, timeout, concurrency, traced, environment } = props;
    this.lambda = new Lambda(this, 'Function', {
      functionName: `${house.name}-${entry}`,
      description: does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(house.bundle(`lambdas/${entry}/handler.ts`)),
      handler: 'index.handler',
      // What the library would add by itself is wider than what the role says.
      role: role.withoutPolicyUpdates(),
      memorySize: memoryMb,
      timeout,
      ...(house.reserved ? { reservedConcurrentExecutions: concurrency } : {}),
      environment,
      tracing: traced ? Tracing.ACTIVE : Tracing.PASS_THROUGH,
      logGroup: houseLogs(this, 'Logs', { dataKey: house.dataKey, name: house.name, part: entry, days: house.logDays }),
      loggingFormat: LoggingFormat.JSON,
      // The platform's START and REPORT lines would be most of what is logged, and cost more than the requests.
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
    });
  }
}
