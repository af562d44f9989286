// `npm start` runs us below a shell that dies without passing signals on, and nothing tells a process that its parent is gone.
// So ask, and stop in the ordinary way; without this, a runtime nobody sees would keep the data folder locked.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, 500);
timer.unref();
