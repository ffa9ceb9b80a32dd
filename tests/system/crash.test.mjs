// Killed at any moment, an ingest ends as if it had never been disturbed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { Site, pause } from './program.mjs';
import { dump } from './truth.mjs';

const kills = Number(process.env.KILLS ?? 20);

async function timeOf(look) {
    const started = Date.now();
    await look();
    return Date.now() - started;
}

// A paper's keywords depend on what else was stored when it came.
async function dumpWithoutKeywords(daemon) {
    const all = await dump(daemon);
    for (const paper of Object.values(all.lists).flat()) delete paper.keywords;
    return all;
}

test(`${kills} kills at random moments leave the state of an undisturbed run`, async t => {
    const fake = await FakeArxiv.start(t, { days: 2, 'per-day': 30 });
    const calm = await Site.create(t, fake);
    const rough = await Site.create(t, fake);
    let killed = 0;
    for (let day = 1; day <= 2; day++) {
        await fake.control({ day });
        const length = await timeOf(async () => assert.equal((await calm.ingest()).code, 0));
        for (let i = 0; i < kills / 2; i++) {
            const run = rough.start('ingest');
            await Promise.race([pause(Math.random() * length), run.ended]);
            run.child.kill('SIGKILL');
            killed += (await run.ended).signal === 'SIGKILL';
        }
        const last = await rough.ingest();
        assert.equal(last.code, 0, last.error);
    }
    assert.ok(killed > 0, 'not one run was killed in time');
    const { code, out, error } = await rough.command('check');
    assert.equal(code, 0, out + error);
    assert.deepEqual(await rough.reading(dumpWithoutKeywords),
        await calm.reading(dumpWithoutKeywords));
});

test('SIGTERM in the middle of an ingest loses nothing either', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 30 });
    const site = await Site.create(t, fake);
    const run = site.start('ingest');
    await pause(150);
    run.child.kill('SIGTERM');
    await run.ended;
    assert.doesNotMatch(run.error, /Sanitizer/);
    const { code, error } = await site.ingest();
    assert.equal(code, 0, error);
});
