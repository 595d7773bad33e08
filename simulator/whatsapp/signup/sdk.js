// As much of Meta's script for browsers as Embedded Signup needs: FB.init and FB.login with a code.
;(() => {
  const base = new URL(document.currentScript.src).origin
  let chosen
  window.FB = {
    init: (options) => {
      chosen = options
    },
    login: (callback, { config_id, response_type, override_default_response_type }) => {
      if (callback.constructor.name === 'AsyncFunction')
        throw new Error('Expression is of type asyncfunction, not function')
      if (response_type !== 'code' || !override_default_response_type)
        throw new Error('Embedded Signup answers with a code only')
      const query = new URLSearchParams({ app_id: chosen.appId, config_id })
      window.open(`${base}/signup?${query}`, 'signup', 'width=600,height=700')
      const hear = ({ origin, data }) => {
        if (origin !== base || data?.kind !== 'login') return
        removeEventListener('message', hear)
        callback(
          data.code ? { authResponse: { code: data.code } } : { authResponse: null, status: 'unknown' },
        )
      }
      addEventListener('message', hear)
    },
  }
  window.fbAsyncInit?.()
})()
