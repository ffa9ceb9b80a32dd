/* The clock; a head alone does not describe five functions. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

struct day {
    int number;
};

/* Seconds since 1970. */
int64_t clock_now(void);
int64_t clock_now_ms(void);

int day_of(int64_t time);   /* in UTC */

bool day_from_text(struct str text,
                   struct day *ret_day, struct err *err);

void clock_init(void);

NODISCARD bool day_is_past(int64_t now, void (*then)(int, int));

#endif
