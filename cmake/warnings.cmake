# Warnings for all of our code, and the instrumentation that a preset asks for.
add_compile_options(
    -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes
    -Wwrite-strings -Wcast-qual -Wundef -Wvla -Wimplicit-fallthrough
    -fno-strict-aliasing -fno-strict-overflow)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU") # clang does not know it
    add_compile_options(-Wno-format-truncation)
endif()
if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND NOT PAPERFEED_SANITIZE AND NOT PAPERFEED_TSAN)
    add_compile_options(-Wnull-dereference)
endif()
add_compile_definitions(_GNU_SOURCE PAPERFEED_VERSION="${PROJECT_VERSION}")

if(PAPERFEED_SANITIZE OR PAPERFEED_FUZZ)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(PAPERFEED_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(PAPERFEED_TSAN)
    add_compile_options(-fsanitize=thread)
    add_link_options(-fsanitize=thread)
endif()
if(PAPERFEED_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()
if(PAPERFEED_HARDEN)
    add_compile_options(
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
        -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero -fPIE)
    add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed)
endif()
