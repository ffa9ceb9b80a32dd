/* The page cache: generations, freshness, bounds, holders; and two threads at it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/thread.h"
#include "http/cache.h"

#include <stdio.h>
#include <stdlib.h>

struct thing {
    struct cache_item item;
    _Atomic int *destroyed;
};

static void destroy_thing(struct cache_item *item)
{
    struct thing *thing = (struct thing *)item;
    atomic_fetch_add(thing->destroyed, 1);
    free(thing);
}

static struct cache_item *new_thing(size_t cost, int64_t fresh_until_ms,
                                    _Atomic int *destroyed)
{
    struct thing *thing = mem_alloc(sizeof *thing);
    thing->item.holders = 1;
    thing->item.destroy = destroy_thing;
    thing->item.cost = cost;
    thing->item.fresh_until_ms = fresh_until_ms;
    thing->destroyed = destroyed;
    return &thing->item;
}

/* Puts a new thing and lets go of it. */
static void put(struct cache *cache, uint64_t generation, const char *target,
                size_t cost, _Atomic int *destroyed)
{
    struct cache_item *item = new_thing(cost, 1000, destroyed);
    cache_put(cache, generation, str_of(target), item);
    cache_item_release(item);
}

static bool has(struct cache *cache, uint64_t generation, const char *target,
                int64_t now_ms)
{
    struct cache_item *item = cache_find(cache, generation, str_of(target), now_ms);
    cache_item_release(item);
    return item != NULL;
}

static void what_was_put_is_found_by_its_whole_target(void **state)
{
    (void)state;
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(1 << 20);
    put(cache, 1, "/a?x=1", 100, &destroyed);
    assert_true(has(cache, 1, "/a?x=1", 0));
    assert_false(has(cache, 1, "/a?x=2", 0));
    assert_false(has(cache, 1, "/a?x=", 0));
    assert_false(has(cache, 1, "", 0));
    cache_close(cache);
    assert_int_equal(destroyed, 1);
}

static void a_new_generation_forgets_and_an_old_one_finds_nothing(void **state)
{
    (void)state;
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(1 << 20);
    put(cache, 1, "/a", 100, &destroyed);
    assert_false(has(cache, 2, "/a", 0));
    assert_int_equal(destroyed, 1);
    put(cache, 2, "/a", 100, &destroyed);
    assert_false(has(cache, 1, "/a", 0));
    put(cache, 1, "/a", 100, &destroyed); /* made from what is no longer so */
    assert_int_equal(destroyed, 2);
    assert_true(has(cache, 2, "/a", 0));
    cache_close(cache);
}

static void what_is_stale_is_gone(void **state)
{
    (void)state;
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(1 << 20);
    put(cache, 1, "/a", 100, &destroyed);
    assert_true(has(cache, 1, "/a", 999));
    assert_false(has(cache, 1, "/a", 1000));
    assert_int_equal(destroyed, 1);
    assert_int_equal(cache_bytes(cache), 0);
    cache_close(cache);
}

static void a_second_put_replaces_the_first(void **state)
{
    (void)state;
    _Atomic int first = 0, second = 0;
    struct cache *cache = cache_open(1 << 20);
    put(cache, 1, "/a", 100, &first);
    size_t before = cache_bytes(cache);
    put(cache, 1, "/a", 150, &second);
    assert_int_equal(first, 1);
    assert_int_equal(cache_bytes(cache), before + 50);
    cache_close(cache);
    assert_int_equal(second, 1);
}

static void an_item_outlives_its_place_while_it_is_held(void **state)
{
    (void)state;
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(1 << 20);
    put(cache, 1, "/a", 100, &destroyed);
    struct cache_item *held = cache_find(cache, 1, LIT("/a"), 0);
    cache_close(cache);
    assert_int_equal(destroyed, 0);
    cache_item_release(held);
    assert_int_equal(destroyed, 1);
}

static void bytes_are_bounded_and_the_used_one_stays(void **state)
{
    (void)state;
    enum { MAX = 1 << 20, COST = 10000 };
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(MAX);
    for (int i = 0; i < 1000; i++) {
        char target[32];
        snprintf(target, sizeof target, "/page/%d", i);
        put(cache, 1, target, COST, &destroyed);
        assert_true(cache_bytes(cache) <= MAX);
        assert_true(has(cache, 1, "/page/0", 0));
    }
    assert_true(destroyed > 850);
    assert_false(has(cache, 1, "/page/1", 0));
    assert_true(cache_bytes(cache) > MAX / 2);
    cache_close(cache);
    assert_int_equal(destroyed, 1000);
}

static void what_is_too_large_is_not_kept(void **state)
{
    (void)state;
    _Atomic int destroyed = 0;
    struct cache *cache = cache_open(1 << 20), *none = cache_open(0);
    put(cache, 1, "/a", 1 << 20, &destroyed);
    put(none, 1, "/a", 0, &destroyed);
    assert_int_equal(destroyed, 2);
    cache_close(cache);
    cache_close(none);
}

struct crowd {
    struct cache *cache;
    _Atomic int destroyed, made;
};

static void *use_the_cache(void *argument)
{
    struct crowd *crowd = argument;
    for (int i = 0; i < 20000; i++) {
        char target[32];
        snprintf(target, sizeof target, "/page/%d", i * 7 % 40);
        if (has(crowd->cache, (uint64_t)i / 1000, target, 0))
            continue;
        put(crowd->cache, (uint64_t)i / 1000, target, 20000, &crowd->destroyed);
        atomic_fetch_add(&crowd->made, 1);
    }
    return NULL;
}

static void threads_share_it_and_nothing_is_lost(void **state)
{
    (void)state;
    struct crowd crowd = { .cache = cache_open(1 << 20) };
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        threads[i] = thread_start("crowd", use_the_cache, &crowd);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_join(threads[i], NULL);
    cache_close(crowd.cache);
    assert_int_equal(crowd.destroyed, crowd.made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_by_its_whole_target),
        cmocka_unit_test(a_new_generation_forgets_and_an_old_one_finds_nothing),
        cmocka_unit_test(what_is_stale_is_gone),
        cmocka_unit_test(a_second_put_replaces_the_first),
        cmocka_unit_test(an_item_outlives_its_place_while_it_is_held),
        cmocka_unit_test(bytes_are_bounded_and_the_used_one_stays),
        cmocka_unit_test(what_is_too_large_is_not_kept),
        cmocka_unit_test(threads_share_it_and_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
