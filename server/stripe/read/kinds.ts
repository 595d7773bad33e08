/** Which object a flow looks at. */
export type LookAt = { readonly object: 'invoice' }

/** The kind of page a flow's pay link leads to. */
export type LinkKind = 'hosted-invoice'
