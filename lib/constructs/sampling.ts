import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';

/** One trace in a hundred, and none for nothing: 5 USD a million traces. */
const RATE = 0.01;

/** How many calls of our functions X-Ray traces, where a service obeys sampling rules. */
export class Sampling extends Construct {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    new CfnSamplingRule(this, 'Rule', {
      samplingRule: {
        ruleName: name,
        version: 1,
        priority: 1_000,
        fixedRate: RATE,
        reservoirSize: 0,
        serviceName: `${name}-*`,
        serviceType: '*',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
        resourceArn: '*',
      },
    });
  }
}
