import { Stack } from 'aws-cdk-lib';
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DOORS } from '#core/receive/front-door.ts';

export interface FrontDoorProps {
  readonly name: string;
  readonly receive: Lambda;
  readonly logs: LogGroup;
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/**
 * All that a request leaves in the access log: no address, no user agent, no path, no query. Words between spaces, not JSON: a line for
 * every request is paid by its bytes, and the names would be most of them.
 */
const LOGGED = [
  '$context.requestId',
  '$context.requestTimeEpoch',
  '$context.routeKey',
  '$context.status',
  '$context.responseLatency',
  '$context.integrationStatus',
].join(' ');

/** The HTTPS endpoint in front of receive: at most 10 MB and 30 s a request, throttled over all sources together. */
export class FrontDoor extends Construct {
  readonly api: CfnApi;

  constructor(scope: Construct, id: string, { name, receive, logs, requestsPerSecond, burst }: FrontDoorProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    this.api = new CfnApi(this, 'Api', { name, description: 'Where learning platforms post events', protocolType: 'HTTP' });
    const integration = new CfnIntegration(this, 'Receive', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: receive.functionArn,
      payloadFormatVersion: '2.0',
    });
    for (const { path } of DOORS) {
      const target = `integrations/${integration.ref}`;
      // Any method: what an address does not take is answered alike in both editions.
      new CfnRoute(this, routeName(path), { apiId: this.api.ref, routeKey: `ANY ${template(path)}`, target, authorizationType: 'NONE' });
    }
    receive.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: `arn:aws:execute-api:${region}:${account}:${this.api.ref}/*/*`,
    });
    new CfnStage(this, 'Stage', {
      apiId: this.api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst, detailedMetricsEnabled: false },
      // The template's own ARN of a log group ends in :*, which the gateway does not take.
      accessLogSettings: {
        destinationArn: `arn:aws:logs:${region}:${account}:log-group:${logs.logGroupName}`,
        format: LOGGED,
      },
    });
  }

  get endpoint(): string {
    return this.api.attrApiEndpoint;
  }
}

/** `/canvas/*` as the gateway writes it: `/canvas/{part1}`; what stands there is in no log. */
function template(path: string): string {
  let parts = 0;
  return path.replace(/\*\*?/g, (star) => `{part${++parts}${star === '**' ? '+' : ''}}`);
}

/** `RouteV1Events`. */
function routeName(path: string): string {
  const words = template(path)
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Route${words.join('')}`;
}
