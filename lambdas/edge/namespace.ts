/** CloudWatch's name for our own metrics; the alarms of lib/ and `sillage cost` look there. */
export const NAMESPACE = 'Sillage';
