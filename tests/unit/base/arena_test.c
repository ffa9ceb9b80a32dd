/* Arenas: aligned, zeroed, growing, empty again after done. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    char *before = NULL;
    for (size_t size = 0; size < 200; size++) {
        char *piece = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)piece % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xAA, size);
        assert_true(size == 0 || piece != before);
        before = piece;
    }
}

static void a_piece_larger_than_any_block_is_had(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t size = 3 << 20;
    char *piece = arena_alloc(&arena, size);
    piece[size - 1] = 'x';
    char *small = ARENA_NEW(&arena, char);
    *small = 'y';
    assert_int_equal(piece[size - 1], 'x');
    assert_true(arena.used > size);
}

static void text_is_copied_as_a_c_string(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    char from[] = "attention is all";
    char *copy = arena_text(&arena, (struct str){ from, 9 });
    from[0] = 'X';
    assert_string_equal(copy, "attention");
    assert_string_equal(arena_text(&arena, (struct str){ NULL, 0 }), "");
    assert_string_equal(arena_printf(&arena, "%s-%03d", copy, 7), "attention-007");
    assert_string_equal(arena_printf(&arena, "%s", ""), "");
}

static void a_list_grows_and_keeps_its_items(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct {
        int *items;
        size_t count, capacity;
    } list = { NULL, 0, 0 };
    for (int i = 0; i < 1000; i++)
        ARENA_PUSH(&arena, &list, i * i);
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i * i);
}

static void a_done_arena_is_empty_and_reusable(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    arena_alloc(&arena, 100);
    arena_done(&arena);
    assert_int_equal(arena.used, 0);
    assert_null(arena.blocks);
    assert_string_equal(arena_text(&arena, LIT("again")), "again");
    arena_done(&arena);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_piece_larger_than_any_block_is_had),
        cmocka_unit_test(text_is_copied_as_a_c_string),
        cmocka_unit_test(a_list_grows_and_keeps_its_items),
        cmocka_unit_test(a_done_arena_is_empty_and_reusable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
