# embed(target name ROOT folder FILES file…): the files' bytes as <name>.def, a line a file:
#   EMBED(STEM, "path below ROOT", SIZE, 0x2d,0x2d,…)
# The C side says what EMBED means. Files are sorted, so builds repeat; a changed file
# runs the generator again at build time, a new one runs CMake (glob with CONFIGURE_DEPENDS).
function(embed target name)
    cmake_parse_arguments(arg "" "ROOT" "FILES" ${ARGN})
    list(SORT arg_FILES)
    set(out "${CMAKE_CURRENT_BINARY_DIR}/embed/${name}.def")
    list(JOIN arg_FILES "|" files)
    add_custom_command(
        OUTPUT "${out}"
        COMMAND "${CMAKE_COMMAND}" -DOUT=${out} -DROOT=${arg_ROOT} "-DFILES=${files}"
                -P "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
        DEPENDS ${arg_FILES} "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
        COMMENT "embedding ${name}"
        VERBATIM)
    target_sources(${target} PRIVATE "${out}")
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/embed")
endfunction()
