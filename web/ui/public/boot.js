// boot.js: sets theme and language before the first paint, so that nobody is
// dazzled at night. The rest of the program takes over from src/state/prefs.
(() => {
  let theme = null;
  let lang = null;
  try {
    theme = localStorage.getItem('fifteen.theme');
    lang = localStorage.getItem('fifteen.lang');
  } catch {
    // Storage may be forbidden: the defaults below do.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const root = document.documentElement;
  root.dataset.theme = theme === 'day' || theme === 'night' ? theme : dark ? 'night' : 'day';
  root.lang = lang === 'en' || (!lang && !/^zh/i.test(navigator.language)) ? 'en' : 'zh-CN';
})();
