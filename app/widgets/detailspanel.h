#pragma once

#include <QFrame>
#include <QList>
#include <QString>

#include <map>

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace wallaroo {

/// What is known of one row, at the right of a table: title, and sections of names and values. "Details" on the
/// accessibility bus. It shows what it is given at once; what comes later from a server replaces its section. Texts are
/// plain and made safe by whoever gives them (displayText()).
class DetailsPanel final : public QFrame {
    Q_OBJECT
public:
    struct Row {
        QString name; ///< may be empty: then the value takes the whole line
        QString value;
        QString exact{};           ///< more than is shown; tooltip
        bool isIdentifier = false; ///< fixed pitch
    };

    explicit DetailsPanel(QWidget* parent = nullptr);

    /// Another row: forgets all sections.
    void showTitle(const QString& title, const QString& subtitle = {});
    /// Sections stand in the order in which their keys came first. An empty title has no heading. note: one quiet line
    /// under it ("looking up…", "not told: your account may not read sessions").
    void setSection(const QString& key, const QString& title, const QList<Row>& rows, const QString& note = {});
    void removeSection(const QString& key);
    /// Under all sections and always in sight, kept through showTitle(); the panel owns it.
    void addWidget(QWidget* widget);
    /// The same, scrolled with the sections.
    void addScrolled(QWidget* widget);

    [[nodiscard]] QString title() const;
    /// All that is shown, as lines of text, for the clipboard.
    [[nodiscard]] QString plainText() const;

Q_SIGNALS:
    void closed(); ///< by the person: button or Escape; hidden already
    void textCopyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Section {
        QWidget* widget = nullptr;
        QString text; ///< for plainText()
    };

    void layOut();
    void fitSections();
    void dismiss();
    void clearSections();
    [[nodiscard]] QWidget* makeSection(const QString& title, const QList<Row>& rows, const QString& note);

    QLabel* m_title;
    QLabel* m_subtitle;
    QToolButton* m_copy;
    QToolButton* m_close;
    QScrollArea* m_scroll;
    QVBoxLayout* m_sectionColumn;
    QVBoxLayout* m_scrolled;
    QVBoxLayout* m_footer;
    QStringList m_order;
    std::map<QString, Section> m_sections;
};

} // namespace wallaroo
