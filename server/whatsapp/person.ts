/** How Meta may name a person; any of them may be missing. */
export type PersonIds = {
  readonly waId: string | undefined
  readonly bsuid: string | undefined
  readonly parentBsuid: string | undefined
}
