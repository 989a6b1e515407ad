/** Nothing was done: the row is not due, another worker has it, or Wirewatch stops. */
export interface Skipped {
  kind: 'skipped';
}
