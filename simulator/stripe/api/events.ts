import { listRoute, type Route, retrieveRoute } from './route.ts'

/** Events as they were made, never rendered again. */
export const eventRoutes: readonly Route[] = [
  retrieveRoute('event', '/v1/events'),
  listRoute('event', '/v1/events', {
    type: (event, value) => event.type === value,
    types: (event, value) => typeof value === 'object' && Object.values(value).includes(event.type),
    delivery_success: () => true,
  }),
]
