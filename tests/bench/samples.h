#pragma once

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <cstdio>

namespace wallaroo::bench {

/// What a bench program measured: named lists of numbers, printed as one line of JSON for bench.py, which takes
/// medians.
class Samples {
public:
    void add(const QString& name, double value) {
        QJsonArray list = m_values.value(name).toArray();
        list.append(value);
        m_values.insert(name, list);
    }

    /// Runs and adds the time it took, in milliseconds.
    template <typename Work>
    void time(const QString& name, const Work& work) {
        QElapsedTimer timer;
        timer.start();
        work();
        add(name, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }

    void print() const { std::printf("%s\n", QJsonDocument(m_values).toJson(QJsonDocument::Compact).constData()); }

private:
    QJsonObject m_values;
};

/// A member of /proc/self/status in MiB, such as "VmHWM:" (the most memory this process ever had in use).
[[nodiscard]] double memoryMiB(const char* member);

/// The body that bench.py fetched from the sandbox; ends the program with a sentence where it cannot be read.
[[nodiscard]] QByteArray readBody(const QString& path);

} // namespace wallaroo::bench
