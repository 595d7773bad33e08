/** How far a message has come, as Meta reports it. A failure is kept beside it, not in it. */
export const deliveryStatuses = ['accepted', 'sent', 'delivered', 'read'] as const
/** One of them. */
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** The status to keep. Reports come late, twice and out of order; none ever moves a message back. */
export function furthest(a: DeliveryStatus, b: DeliveryStatus): DeliveryStatus {
  return deliveryStatuses.indexOf(a) >= deliveryStatuses.indexOf(b) ? a : b
}

/** Whether a message reached its phone: a failure told of it before or after that counts for nothing. */
export function hasArrived(status: DeliveryStatus | null | undefined): boolean {
  return status === 'delivered' || status === 'read'
}

/** What became of a message, `otherwise` when Meta said nothing of it yet. A failure counts unless it has arrived. */
export function fateOf<T>(
  { status, failed_at }: { readonly status: DeliveryStatus | null; readonly failed_at: number | null },
  otherwise: T,
): 'failed' | DeliveryStatus | T {
  if (failed_at !== null && !hasArrived(status)) return 'failed'
  return status ?? otherwise
}

/** Our word for a status Meta reports; undefined for one that says nothing about delivery. */
export function deliveryStatusOf(reported: string): DeliveryStatus | undefined {
  if (reported === 'played') return 'read'
  return deliveryStatuses.find((status) => status === reported)
}
