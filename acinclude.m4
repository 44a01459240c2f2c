# Project macros of configure: options, warnings and the libraries without a pkg-config file.

# --enable-sanitizers[=address,undefined|thread]
AC_DEFUN([BW_ARG_SANITIZERS], [
  AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers@<:@=LIST@:>@], [build with sanitizers (default LIST: address,undefined)])],
    [], [enable_sanitizers=no])
  AS_IF([test "x$enable_sanitizers" = xyes], [enable_sanitizers=address,undefined])
  AS_IF([test "x$enable_sanitizers" != xno],
    [BW_SANITIZE_FLAGS="-fsanitize=$enable_sanitizers -fno-omit-frame-pointer -fno-sanitize-recover=all"])
  AC_SUBST([BW_SANITIZE_FLAGS])
])

# --enable-fuzzing: the fuzz targets are linked with clang's libFuzzer instead of the replay driver
AC_DEFUN([BW_ARG_FUZZING], [
  AC_ARG_ENABLE([fuzzing],
    [AS_HELP_STRING([--enable-fuzzing], [link the fuzz targets with libFuzzer (needs CC=clang)])],
    [], [enable_fuzzing=no])
  AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])
  AS_IF([test "x$enable_fuzzing" = xyes],
    [BW_SANITIZE_FLAGS="$BW_SANITIZE_FLAGS -fsanitize=fuzzer-no-link"])
])

# BW_TRY_FLAG(FLAG): adds FLAG to BW_WARN_CFLAGS when the compiler knows it
AC_DEFUN([BW_TRY_FLAG], [
  bw_save_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS -Werror $1"
  AC_MSG_CHECKING([whether $CC knows $1])
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
    [AC_MSG_RESULT([yes]); BW_WARN_CFLAGS="$BW_WARN_CFLAGS $1"], [AC_MSG_RESULT([no])])
  CFLAGS=$bw_save_CFLAGS
])

AC_DEFUN([BW_WARNINGS], [
  AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [treat warnings as errors])], [], [enable_werror=no])
  m4_foreach_w([flag], [-std=gnu11 -Wall -Wextra -Wformat=2 -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wwrite-strings -Wundef -Wvla
    -Wcast-align -Wimplicit-fallthrough -Wlogical-op -Wduplicated-cond -Wduplicated-branches
    -Wnull-dereference -Wno-missing-field-initializers -fstack-protector-strong
    -fvisibility=hidden -fno-common -ffunction-sections -fdata-sections], [BW_TRY_FLAG(flag)])
  AS_IF([test "x$enable_werror" = xyes], [BW_WARN_CFLAGS="$BW_WARN_CFLAGS -Werror"])
  AC_SUBST([BW_WARN_CFLAGS])
])

AC_DEFUN([BW_LIB_FCGI], [
  AC_CHECK_HEADER([fcgiapp.h], [], [AC_MSG_ERROR([fcgiapp.h not found: install libfcgi-dev])])
  AC_CHECK_LIB([fcgi], [FCGX_Accept_r], [FCGI_LIBS=-lfcgi],
    [AC_MSG_ERROR([libfcgi not found: install libfcgi-dev])])
  AC_SUBST([FCGI_LIBS])
])

AC_DEFUN([BW_PTHREAD], [
  BW_PTHREAD_FLAGS=-pthread
  AC_SUBST([BW_PTHREAD_FLAGS])
])
