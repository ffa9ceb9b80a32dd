/* Opens listening sockets; see listen.h. */
#include "http/listen.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

enum { BACKLOG = 1024, KIND = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK };

union any_address {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
    struct sockaddr_un path;
};

static void fd_done(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static bool fill(union any_address *address, const char *host, uint16_t port)
{
    *address = (union any_address){ 0 };
    if (inet_pton(AF_INET6, host, &address->ipv6.sin6_addr) == 1) {
        address->ipv6.sin6_family = AF_INET6;
        address->ipv6.sin6_port = htons(port);
        return true;
    }
    *address = (union any_address){ 0 };
    address->ipv4.sin_family = AF_INET;
    address->ipv4.sin_port = htons(port);
    return inet_pton(AF_INET, host, &address->ipv4.sin_addr) == 1;
}

static bool read_address(const char *text, union any_address *ret_address,
                         struct err *err)
{
    const char *colon = strrchr(text, ':');
    int64_t port = 0;
    char host[INET6_ADDRSTRLEN];
    if (colon == NULL)
        return err_set(err, ERR_INVALID, "%.100s is not ADDRESS:PORT", text);
    struct str name = { text, (size_t)(colon - text) };
    if (str_starts(name, LIT("[")) && str_ends(name, LIT("]")))
        name = str_from(str_upto(name, name.len - 1), 1);
    if (!str_to_int(str_of(colon + 1), 0, 65535, &port, err))
        return err_add(err, "the port of %.100s", text);
    if (name.len >= sizeof host)
        return err_set(err, ERR_INVALID, "%.100s is not an IP address", text);
    snprintf(host, sizeof host, "%.*s", STR_ARG(name));
    if (!fill(ret_address, host, (uint16_t)port))
        return err_set(err, ERR_INVALID, "%.100s is not an IP address", text);
    return true;
}

static bool bind_and_listen(int fd, const union any_address *address, socklen_t len,
                            const char *name, struct err *err)
{
    if (bind(fd, &address->any, len) == 0 && listen(fd, BACKLOG) == 0)
        return true;
    enum err_code code = errno == EADDRINUSE ? ERR_BUSY : ERR_BROKEN;
    return err_set(err, code, "cannot listen on %.100s: %s", name, strerror(errno));
}

static void write_address(int fd, char ret_address[LISTEN_ADDRESS_SIZE])
{
    union any_address real = { 0 };
    socklen_t len = sizeof real;
    char host[INET6_ADDRSTRLEN] = "";
    getsockname(fd, &real.any, &len);
    bool is_ipv6 = real.any.sa_family == AF_INET6;
    if (is_ipv6)
        inet_ntop(AF_INET6, &real.ipv6.sin6_addr, host, sizeof host);
    else
        inet_ntop(AF_INET, &real.ipv4.sin_addr, host, sizeof host);
    snprintf(ret_address, LISTEN_ADDRESS_SIZE,
             is_ipv6 ? "http://[%s]:%u" : "http://%s:%u", host,
             (unsigned)ntohs(is_ipv6 ? real.ipv6.sin6_port : real.ipv4.sin_port));
}

bool listen_on(const char *text, int *ret_fd, char ret_address[LISTEN_ADDRESS_SIZE],
               struct err *err)
{
    union any_address address;
    if (!read_address(text, &address, err))
        return false;
    CLEANUP(fd_done) int fd = socket(address.any.sa_family, KIND, 0);
    if (fd < 0)
        return err_set(err, ERR_BROKEN, "cannot make a socket: %s", strerror(errno));
    bool is_ipv6 = address.any.sa_family == AF_INET6;
    int on = 1, off = 0;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (is_ipv6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    socklen_t len = is_ipv6 ? sizeof address.ipv6 : sizeof address.ipv4;
    if (!bind_and_listen(fd, &address, len, text, err))
        return false;
    write_address(fd, ret_address);
    *ret_fd = fd;
    fd = -1;
    return true;
}

/* Removes a socket file whose owner is gone. */
static bool make_way(const union any_address *address, struct err *err)
{
    const char *path = address->path.sun_path;
    struct stat found;
    if (lstat(path, &found) != 0)
        return true;
    if (!S_ISSOCK(found.st_mode))
        return err_set(err, ERR_BUSY, "%.100s is there and not a socket", path);
    CLEANUP(fd_done) int fd = socket(AF_UNIX, KIND, 0);
    if (fd < 0 || connect(fd, &address->any, sizeof address->path) == 0 ||
        errno != ECONNREFUSED)
        return err_set(err, ERR_BUSY, "somebody listens on %.100s", path);
    unlink(path);
    return true;
}

bool listen_on_path(const char *path, int *ret_fd,
                    char ret_address[LISTEN_ADDRESS_SIZE], struct err *err)
{
    union any_address address = { .path = { .sun_family = AF_UNIX } };
    if (strlen(path) >= sizeof address.path.sun_path)
        return err_set(err, ERR_INVALID, "the socket's path is too long: %.120s", path);
    memcpy(address.path.sun_path, path, strlen(path) + 1);
    if (!make_way(&address, err))
        return false;
    CLEANUP(fd_done) int fd = socket(AF_UNIX, KIND, 0);
    if (fd < 0 || fchmod(fd, 0600) != 0)
        return err_set(err, ERR_BROKEN, "cannot make a socket: %s", strerror(errno));
    if (!bind_and_listen(fd, &address, sizeof address.path, path, err))
        return false;
    snprintf(ret_address, LISTEN_ADDRESS_SIZE, "unix:%s", path);
    *ret_fd = fd;
    fd = -1;
    return true;
}
