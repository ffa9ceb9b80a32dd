/* Answers that more than one test of the clients asks of the loopback server. */
#ifndef UNIT_NET_LOOPBACK_PAGES_H
#define UNIT_NET_LOOPBACK_PAGES_H

#include "net/loopback.h"

/* gzip of "twelve papers, twelve papers, twelve papers\n" */
static const char gzip_body[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x2b\x29\x4f\xcd\x29\x4b\x55\x28\x48\x2c"
    "\x48\x2d\x2a\xd6\x51\x28\xc1\xc3\xe5\x02\x00\x35\xe8\x19\x47\x2c\x00\x00\x00";

static void send_gzip(struct loopback *server, int connection)
{
    (void)server;
    loopback_send(connection, (struct str){ gzip_body, sizeof gzip_body - 1 });
}

struct bits {
    struct buf out;
    unsigned byte, count;
};

static void put_bits(struct bits *bits, const char *digits)
{
    for (; *digits != '\0'; digits++) {
        bits->byte |= (unsigned)(*digits == '1') << bits->count;
        if (++bits->count == 8) {
            buf_char(&bits->out, (char)bits->byte);
            bits->byte = bits->count = 0;
        }
    }
}

/* 100 MB of zero bytes: a literal, then copies of 258 bytes from one byte back. */
static void send_bomb(struct loopback *server, int connection)
{
    (void)server;
    struct bits bits = { .out = buf_upto(2 << 20) };
    buf_add(&bits.out, LIT("\x1f\x8b\x08\0\0\0\0\0\0\x03"));
    put_bits(&bits, "110"
                    "00110000");
    for (int i = 0; i < (100 << 20) / 258; i++)
        put_bits(&bits, "11000101"
                        "00000");
    put_bits(&bits, "0000000"
                    "0000000");
    loopback_send(connection, buf_str(&bits.out));
    buf_done(&bits.out);
}

static void send_chunks_for_ever(struct loopback *server, int connection)
{
    char chunk[4096 + 8] = "1000\r\n";
    (void)server;
    memset(chunk + 6, 'x', 4096);
    memcpy(chunk + 6 + 4096, "\r\n", 2);
    while (loopback_send(connection, (struct str){ chunk, sizeof chunk }))
        continue;
}

static void stop_and_stall(struct loopback *server, int connection)
{
    stop_now(server->stop);
    loopback_linger(connection);
}

static void stall(struct loopback *server, int connection)
{
    (void)server;
    loopback_linger(connection);
}

#endif
