#include "session/jsonlines.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

/// Walks a well-formed text once and keeps where it is.
class Walk {
public:
    explicit Walk(const QByteArray& json) : m_json(json) {}

    QHash<QString, int> lines() {
        m_lines.insert(QString(), 1);
        while (m_at < m_json.size())
            step(m_json.at(m_at));
        return m_lines;
    }

private:
    struct Container {
        QString path;
        bool isObject = false;
        int index = 0;        ///< of the element, in an array
        bool isAtKey = false; ///< the next text is a member's name
    };

    void step(char sign) {
        switch (sign) {
        case '"':
            text();
            return;
        case '{':
        case '[':
            open(sign == '{');
            break;
        case '}':
        case ']':
            if (!m_open.isEmpty())
                m_open.removeLast();
            break;
        case ',':
            comma();
            break;
        case '\n':
            ++m_line;
            break;
        default:
            element(sign);
        }
        ++m_at;
    }

    void text() {
        const qsizetype begin = m_at++;
        while (m_at < m_json.size() && m_json.at(m_at) != '"')
            m_at += m_json.at(m_at) == '\\' ? 2 : 1;
        ++m_at;
        if (m_open.isEmpty())
            return;
        Container& here = m_open.last();
        if (!here.isObject) {
            m_lines.insert(m_value, m_line);
        } else if (here.isAtKey) {
            here.isAtKey = false;
            m_value = below(here.path, unquoted(m_json.mid(begin, m_at - begin)));
            m_lines.insert(m_value, m_line);
        }
    }

    /// A number or a word, in an array.
    void element(char sign) {
        if (sign > ' ' && sign != ':' && !m_open.isEmpty() && !m_open.last().isObject)
            m_lines.insert(m_value, m_line);
    }

    void open(bool isObject) {
        if (!m_lines.contains(m_value))
            m_lines.insert(m_value, m_line);
        m_open.append({m_value, isObject, 0, isObject});
        if (!isObject)
            m_value = inArray(m_open.last());
    }

    void comma() {
        if (m_open.isEmpty())
            return;
        Container& here = m_open.last();
        here.isAtKey = here.isObject;
        if (!here.isObject) {
            ++here.index;
            m_value = inArray(here);
        }
    }

    static QString inArray(const Container& array) { return u"%1[%2]"_s.arg(array.path).arg(array.index); }

    static QString below(const QString& path, const QString& name) {
        return path.isEmpty() ? name : path + u'.' + name;
    }

    /// The name behind its escapes: left to the one who knows JSON.
    static QString unquoted(const QByteArray& quoted) {
        return QJsonDocument::fromJson("{\"name\":" + quoted + '}').object().value("name"_L1).toString();
    }

    const QByteArray& m_json;
    QHash<QString, int> m_lines;
    QList<Container> m_open;
    QString m_value; ///< the path of the value that comes next
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace

QHash<QString, int> linesOfMembers(const QByteArray& json) {
    return Walk(json).lines();
}

int lineAt(const QByteArray& text, qsizetype offset) {
    return 1 + static_cast<int>(text.left(offset).count('\n'));
}

} // namespace wallaroo::session
