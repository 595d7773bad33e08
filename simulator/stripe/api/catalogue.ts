import { asBoolean, asText, listRoute, type Route, retrieveRoute, updateRoute } from './route.ts'

/** Products and prices. */
export const catalogueRoutes: readonly Route[] = [
  retrieveRoute('product', '/v1/products'),
  listRoute('product', '/v1/products', { active: (product, value) => String(product.active) === value }),
  updateRoute('product', '/v1/products', { name: asText, description: asText, active: asBoolean }),
  retrieveRoute('price', '/v1/prices'),
  listRoute('price', '/v1/prices', {
    active: (price, value) => String(price.active) === value,
    product: (price, value) => price.product === value,
    type: (price, value) => price.type === value,
  }),
  updateRoute('price', '/v1/prices', { nickname: asText, active: asBoolean }),
]
