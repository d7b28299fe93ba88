package org.facteur.wire.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** What tells a version of some files from another; of files that are not there, nothing. */
record FileState(List<FileTime> times, List<Long> sizes) {

    static FileState of(List<Path> files) {
        List<FileTime> times = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        try {
            for (Path file : files) {
                times.add(Files.getLastModifiedTime(file));
                sizes.add(Files.size(file));
            }
            return new FileState(times, sizes);
        } catch (IOException e) {
            return new FileState(List.of(), List.of());
        }
    }
}
