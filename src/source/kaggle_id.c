/* Zeros and digits that a floating-point number lost or made up; see kaggle_id.h. */
#include "source/kaggle_id.h"

#include <inttypes.h>

enum { LAST_MONTH_OF_FOUR = 1412, NOISE_DIGITS = 3 };

/* The first `width` digits as a number, zeros where there are no more. */
static int64_t leading_number(struct str digits, size_t width)
{
    int64_t number = 0;
    for (size_t i = 0; i < width; i++)
        number = number * 10 + (i < digits.len ? digits.ptr[i] - '0' : 0);
    return number;
}

/* Behind the last digit that counts, a number is off by a hair: 000… or 999…. */
static bool round_noise(struct str noise, int64_t *number)
{
    if (noise.len == 0)
        return true;
    struct str start = str_upto(noise, NOISE_DIGITS);
    bool below = str_eq(start, LIT("999"));
    *number += below;
    return below || str_eq(start, LIT("000"));
}

bool kaggle_id_repair(struct str id, char ret_id[KAGGLE_ID_SIZE])
{
    struct str digits = id;
    struct str month_text = str_cut(&digits, '.');
    int64_t month = 0;
    struct err ignored;
    if (month_text.len < 3 || month_text.len > 4 ||
        !str_to_int(month_text, 1, 9999, &month, &ignored) ||
        !str_has_only(digits, STR_DIGITS))
        return false;
    size_t width = month <= LAST_MONTH_OF_FOUR ? 4 : 5;
    int64_t number = leading_number(digits, width);
    if ((month_text.len == 4 && digits.len == width) ||
        !round_noise(str_from(digits, width), &number))
        return false;
    snprintf(ret_id, KAGGLE_ID_SIZE, "%04" PRId64 ".%0*" PRId64, month, (int)width,
             number);
    return true;
}
