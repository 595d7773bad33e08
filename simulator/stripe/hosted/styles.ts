import { raw } from 'hono/html'

/** The look of the hosted pages: one narrow column, readable on a phone. */
export const styles = raw(`
  :root { color-scheme: light; --ink: #1a1f36; --quiet: #697386; --line: #e3e8ee; --accent: #0a7d5a; }
  * { box-sizing: border-box; }
  body { margin: 0; background: #f6f8fa; color: var(--ink);
    font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
  main { max-width: 440px; margin: 0 auto; padding: 24px 16px; display: grid; gap: 16px; }
  .card { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 24px;
    box-shadow: 0 2px 6px rgb(26 31 54 / 6%); }
  h1 { font-size: 22px; line-height: 1.3; margin: 12px 0 4px; }
  h2 { font-size: 17px; margin: 0 0 12px; }
  .merchant { display: flex; align-items: center; gap: 10px; font-weight: 600; }
  .badge { width: 32px; height: 32px; border-radius: 8px; background: var(--accent); color: #fff;
    display: grid; place-items: center; }
  .amount { font-size: 36px; font-weight: 700; letter-spacing: -0.5px; margin: 12px 0 8px; }
  .quiet, dt, small, footer, legend { color: var(--quiet); }
  .quiet { margin: 0 0 8px; }
  .mark { width: 48px; height: 48px; margin: 20px 0 0; border-radius: 50%; background: #d7f4e7;
    color: var(--accent); display: grid; place-items: center; font-size: 24px; }
  dl { margin: 12px 0; font-size: 14px; }
  dl div { display: flex; gap: 12px; padding: 3px 0; }
  dt { width: 72px; flex: none; }
  dd { margin: 0; overflow-wrap: anywhere; }
  .lines { list-style: none; margin: 0; padding: 8px 0 0; border-top: 1px solid var(--line); font-size: 14px; }
  .lines li { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; }
  .lines span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
  fieldset { border: 0; margin: 0 0 16px; padding: 0; display: grid; gap: 8px; }
  legend { font-size: 14px; padding: 0 0 6px; }
  .choice { display: flex; align-items: center; gap: 10px; padding: 12px; border: 1px solid var(--line);
    border-radius: 8px; cursor: pointer; }
  .choice:has(:checked) { border-color: var(--accent); background: #f2fbf7; }
  .choice small { margin-left: auto; }
  input { accent-color: var(--accent); width: 18px; height: 18px; margin: 0; }
  .field { display: grid; gap: 4px; font-size: 14px; color: var(--quiet); }
  .field input, .field select { width: 100%; height: auto; padding: 10px 12px; font: inherit; color: var(--ink);
    background: #fff; border: 1px solid var(--line); border-radius: 8px; }
  button { width: 100%; border: 0; border-radius: 8px; padding: 14px; font: inherit; font-weight: 600;
    color: #fff; background: var(--accent); cursor: pointer; }
  button:focus-visible, input:focus-visible { outline: 3px solid #9fdcc4; outline-offset: 2px; }
  .second { margin-top: 8px; color: var(--ink); background: #eef1f5; }
  .error { background: #fdeceb; color: #9c1c14; border-radius: 8px; padding: 10px 12px; margin: 0 0 12px; }
  footer { text-align: center; font-size: 13px; padding: 0 16px 24px; }
`)
