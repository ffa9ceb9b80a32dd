// A test that hopes.
await sleep(100);
