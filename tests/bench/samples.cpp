#include "bench/samples.h"

#include <QFile>

#include <cstdlib>

namespace wallaroo::bench {

double memoryMiB(const char* member) {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(member))
            return line.mid(static_cast<qsizetype>(qstrlen(member))).simplified().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

QByteArray readBody(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read: %s\n", qPrintable(path), qPrintable(file.errorString()));
        std::exit(2);
    }
    return file.readAll();
}

} // namespace wallaroo::bench
